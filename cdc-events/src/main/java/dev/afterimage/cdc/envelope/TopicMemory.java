package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.type.Declarations;
import dev.afterimage.cdc.type.LogicalTypes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a decoder has learned of one topic, so that the next record of it costs little. Used by one thread at a time. */
final class TopicMemory {
    private static final int FLAT_LIMIT = 64;

    final MemberNames envelopeNames = new MemberNames(EnvelopeReader.NAMES);
    final MemberNames sourceNames = new MemberNames(SourceField.SOURCE_NAMES);
    final MemberNames transactionNames = new MemberNames(EnvelopeReader.TRANSACTION_NAMES);
    final SourceFields source = new SourceFields();
    final SchemaMemory values = new SchemaMemory();
    final SchemaMemory keys = new SchemaMemory();
    final UntypedLayouts rows;
    final UntypedLayouts keyRows;
    private final UntypedLayouts flatRows;
    private final Map<List<String>, FlatLayout> flats = new Recent<>(FLAT_LIMIT);
    private @Nullable FlatLayout recentFlat;

    /** Whether records were flattened without {@code __deleted}, so that a tombstone would be the only word of a delete. */
    boolean deletesOnlyAsTombstones;

    TopicMemory(Declarations declared, LogicalTypes types, TableSchemas schemas) {
        this.rows = new UntypedLayouts(declared, types, schemas);
        this.keyRows = new UntypedLayouts(declared, types, schemas);
        this.flatRows = new UntypedLayouts(declared, types, schemas);
    }

    /** The flattened layout used last, or null if the topic's records were not flattened. */
    @Nullable
    FlatLayout recentFlat() {
        return recentFlat;
    }

    void recentFlat(@Nullable FlatLayout layout) {
        recentFlat = layout;
    }

    /** The layout of flattened records with these members and no schema. */
    FlatLayout flat(List<String> names) {
        return flats.computeIfAbsent(
                names,
                key -> new FlatLayout(
                        key,
                        flatRows.of(key.stream()
                                .filter(name -> !FlatLayout.metadata(name))
                                .toList())));
    }
}
