package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.type.RowLayout;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a record's members are, told by its schema or, without one, by their names. */
sealed interface RecordShape {
    /**
     * A change event in Debezium's envelope.
     *
     * @param before the columns of {@code before}, or null if it is no struct
     * @param after the columns of {@code after}, or null if it is no struct (MongoDB's documents are texts)
     */
    record Enveloped(@Nullable RowLayout before, @Nullable RowLayout after) implements RecordShape {}

    /** A row with the metadata beside its columns, as {@code ExtractNewRecordState} makes it. */
    record Flattened(FlatLayout layout) implements RecordShape {}

    /** A bare row: a key, or a flattened record without metadata. */
    record Row(RowLayout layout) implements RecordShape {}

    /** A well-formed record that says nothing of a row. */
    record Other(String what) implements RecordShape {}

    /**
     * What a record is that has no row, told by its members' names; null if they tell nothing.
     *
     * @param heartbeat whether topic or key are those of a heartbeat
     */
    static @Nullable Other other(List<String> names, boolean heartbeat) {
        Set<String> set = Set.copyOf(names);
        if (set.contains("status") && set.contains("event_count") && set.contains("data_collections")) {
            return new Other("transaction boundary");
        }
        if (set.contains("source") && set.contains("ddl") || set.contains("historyRecord")) {
            return new Other("schema change");
        }
        return heartbeat && set.equals(Set.of("ts_ms")) ? new Other("heartbeat") : null;
    }
}
