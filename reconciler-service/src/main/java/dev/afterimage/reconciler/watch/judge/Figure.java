package dev.afterimage.reconciler.watch.judge;

import org.jspecify.annotations.Nullable;

/** A number that a vital sign is judged by, as a metric tells it. */
public enum Figure {
    SLOT_RETAINED("slot.retained", "bytes", "Log that the replication slot holds back on the source's disk"),
    SLOT_UNCONFIRMED("slot.unconfirmed", "bytes", "Log that the connector has not confirmed yet"),
    SLOT_SAFE("slot.safe", "bytes", "Log that may still be written before the slot can be lost"),
    SLOT_INACTIVE("slot.inactive", "seconds", "How long nobody has read the replication slot"),
    WAL("wal", "bytes", "Log on the source's disk"),
    SCHEMA_CHANGED("schema.changed.timestamp", "seconds", "When a change of the table's columns was seen, since 1970"),
    TASKS_RUNNING("connector.tasks.running", null, "Tasks of the connector that run"),
    TASKS_FAILED("connector.tasks.failed", null, "Tasks of the connector that have failed"),
    SCHEMA_VERSION("registry.latest.version", null, "Version of the subject's latest schema, 0 for none"),
    SILENCE("silence", "seconds", "How long the table's topic has had no new record"),
    SILENCE_ALLOWED("silence.allowed", "seconds", "How long the table may be silent"),
    LAG_RECORDS("lag.records", null, "Records of the topic that the indexer's group has not settled"),
    LAG("lag", "seconds", "Age of the oldest record of the topic that the indexer's group has not settled"),
    RETENTION_ROOM("retention.room.records", null, "Records between the topic's beginning and the indexer's position"),
    DEAD_LETTERS("dead.letters.open", null, "Dead letters that are not resolved"),
    DEAD_LETTERS_AGE("dead.letters.age", "seconds", "Age of the oldest dead letter that is not resolved"),
    FRESHNESS("freshness", "seconds", "How long a change took from its commit until the index had it, or takes so far");

    private final String metric;
    private final @Nullable String unit;
    private final String meaning;

    Figure(String metric, @Nullable String unit, String meaning) {
        this.metric = metric;
        this.unit = unit;
        this.meaning = meaning;
    }

    public String metric() {
        return metric;
    }

    /** The base unit, or null for a plain number. */
    public @Nullable String unit() {
        return unit;
    }

    public String meaning() {
        return meaning;
    }
}
