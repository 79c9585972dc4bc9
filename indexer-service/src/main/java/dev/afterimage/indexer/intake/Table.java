package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.key.DocumentIds;
import dev.afterimage.indexer.document.Projection;
import dev.afterimage.indexer.document.TableOptions;
import dev.afterimage.indexer.plan.DocumentSlot;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One table as it is indexed: its options, its index, the schemas seen and what waits for the index to be ready. Confined to the worker. */
final class Table {
    private static final int MAX_SCHEMAS = 64;

    /** Why nothing of the table is written at the moment, and when it is tried again. */
    record Held(FailureCategory category, String reason, long sinceMs, long retryAtMs, int attempts) {}

    private final String topic;
    private final String source;
    private final String name;
    private final TableOptions options;
    private final String index;
    private final DocumentIds ids;
    private final Map<TableSchema, Projection> projections = new IdentityHashMap<>();
    private final Map<TableSchema, Boolean> prepared = new IdentityHashMap<>();
    private final ArrayDeque<DocumentSlot> blocked = new ArrayDeque<>();
    private List<String> diagnoses = List.of();
    private boolean exists;
    private boolean preparing;
    private @Nullable Held held;
    private @Nullable TableSchema lastSchema;
    private long floor = -1;
    private long sweptFloor = -1;
    private long lastCommit = -1;
    private long lastCommittedAt;
    private long applied;

    Table(String topic, String source, String name, TableOptions options, String index, DocumentIds ids) {
        this.topic = topic;
        this.source = source;
        this.name = name;
        this.options = options;
        this.index = index;
        this.ids = ids;
    }

    String topic() {
        return topic;
    }

    String source() {
        return source;
    }

    String name() {
        return name;
    }

    TableOptions options() {
        return options;
    }

    String index() {
        return index;
    }

    /** What its truncates count for. */
    Sink.FloorPlace place() {
        return new Sink.FloorPlace(index, source);
    }

    DocumentIds ids() {
        return ids;
    }

    Projection projection(TableSchema schema) {
        if (projections.size() > MAX_SCHEMAS) {
            projections.clear();
            prepared.clear();
        }
        return projections.computeIfAbsent(schema, made -> new Projection(made, options));
    }

    /** Whether the index is known to take documents of a schema (null: tombstones, which every index of ours takes). */
    boolean ready(@Nullable TableSchema schema) {
        return schema == null ? exists : prepared.containsKey(schema);
    }

    void prepared(@Nullable TableSchema schema, List<String> found) {
        if (schema != null) {
            prepared.put(schema, true);
            lastSchema = schema;
        }
        diagnoses = List.copyOf(found);
        exists = true;
        preparing = false;
        held = null;
    }

    /** The index is not as it was known to be: it is looked at again before the next write. */
    void forgetPrepared() {
        prepared.clear();
        exists = false;
    }

    boolean preparing() {
        return preparing;
    }

    void preparing(boolean now) {
        preparing = now;
    }

    @Nullable
    Held held() {
        return held;
    }

    void hold(FailureCategory category, String reason, long now, long retryAt) {
        Held before = held;
        held = new Held(
                category,
                reason,
                before == null ? now : before.sinceMs(),
                retryAt,
                before == null ? 1 : before.attempts() + 1);
        preparing = false;
    }

    void release() {
        held = null;
    }

    ArrayDeque<DocumentSlot> blocked() {
        return blocked;
    }

    List<String> diagnoses() {
        return diagnoses;
    }

    @Nullable
    TableSchema lastSchema() {
        return lastSchema;
    }

    /** Version of the last truncate: nothing below it is written any more; -1 if there was none. */
    long floor() {
        return floor;
    }

    void raiseFloor(long to) {
        floor = Math.max(floor, to);
    }

    /** The floor below which whatever this instance wrote in ignorance of it has been undone, or -1. */
    long sweptFloor() {
        return sweptFloor;
    }

    void swept(long below) {
        sweptFloor = Math.max(sweptFloor, below);
    }

    void seen(long commit, long committedAt) {
        lastCommit = commit;
        lastCommittedAt = committedAt;
    }

    long lastCommit() {
        return lastCommit;
    }

    long lastCommittedAt() {
        return lastCommittedAt;
    }

    void countApplied() {
        applied++;
    }

    long applied() {
        return applied;
    }
}
