package dev.afterimage.cdc.deadletter;

import java.util.Set;

/** Names of the headers that a dead letter, a redrive and a repair carry; all values are UTF-8 text. Public contract. */
public final class DeadLetterHeaders {
    public static final String ORIGINAL_TOPIC = "dlq.original.topic";
    public static final String ORIGINAL_PARTITION = "dlq.original.partition";
    public static final String ORIGINAL_OFFSET = "dlq.original.offset";
    /** Milliseconds since 1970. */
    public static final String ORIGINAL_TIMESTAMP = "dlq.original.timestamp";

    public static final String CONSUMER_GROUP = "dlq.consumer.group";
    /** Where on its road the record failed: a word such as {@code decode} or {@code index}. */
    public static final String STAGE = "dlq.stage";
    /** A {@link FailureCategory} by name. */
    public static final String ERROR_CATEGORY = "dlq.error.category";

    public static final String ERROR_CLASS = "dlq.error.class";
    public static final String ERROR_MESSAGE = "dlq.error.message";
    public static final String ERROR_STACKTRACE = "dlq.error.stacktrace";
    /** How often the record was tried, over all its redrives. */
    public static final String ATTEMPTS = "dlq.attempts";
    /** ISO 8601 in UTC. */
    public static final String FAILED_AT = "dlq.failed.at";

    public static final String APP_VERSION = "dlq.app.version";

    /** On a redriven record: the id that its outcome answers to. */
    public static final String REDRIVE_ID = "dlq.redrive.id";
    /** On a repair: the id that its outcome answers to. */
    public static final String REPAIR_ID = "afterimage.repair.id";

    /** Kafka Streams' own names for the same (KIP-1034), for tools that know those. */
    public static final String STREAMS_EXCEPTION = "__streams.errors.exception";

    public static final String STREAMS_MESSAGE = "__streams.errors.message";
    public static final String STREAMS_STACKTRACE = "__streams.errors.stacktrace";
    public static final String STREAMS_TOPIC = "__streams.errors.topic";
    public static final String STREAMS_PARTITION = "__streams.errors.partition";
    public static final String STREAMS_OFFSET = "__streams.errors.offset";

    /** What parking a record writes, and replaces where a record fails again. */
    static final Set<String> WRITTEN = Set.of(
            ORIGINAL_TOPIC,
            ORIGINAL_PARTITION,
            ORIGINAL_OFFSET,
            ORIGINAL_TIMESTAMP,
            CONSUMER_GROUP,
            STAGE,
            ERROR_CATEGORY,
            ERROR_CLASS,
            ERROR_MESSAGE,
            ERROR_STACKTRACE,
            ATTEMPTS,
            FAILED_AT,
            APP_VERSION,
            STREAMS_EXCEPTION,
            STREAMS_MESSAGE,
            STREAMS_STACKTRACE,
            STREAMS_TOPIC,
            STREAMS_PARTITION,
            STREAMS_OFFSET);

    private DeadLetterHeaders() {}
}
