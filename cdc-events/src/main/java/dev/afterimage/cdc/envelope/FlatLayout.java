package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.type.RowLayout;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which members of a flattened record are the row's columns and which are metadata that {@code add.fields} brought. Immutable.
 *
 * @param names all members in order
 * @param row the layout of those that are columns
 */
record FlatLayout(List<String> names, RowLayout row) {
    private static final String SOURCE = "__source_";
    private static final String TRANSACTION = "__transaction_";

    FlatLayout {
        names = List.copyOf(names);
    }

    /** Whether a record with these members has metadata, so that it is a flattened event. */
    static boolean flattened(List<String> names) {
        return names.stream().anyMatch(FlatLayout::metadata);
    }

    /** Whether the name is one that {@code ExtractNewRecordState} gives to metadata. */
    static boolean metadata(String name) {
        return name.startsWith(SOURCE)
                || name.startsWith(TRANSACTION)
                || switch (name) {
                    case "__op", "__deleted", "__ts_ms", "__ts_us", "__ts_ns" -> true;
                    default -> false;
                };
    }

    /** The field of the source or transaction block that the name stands for, or null. */
    static @Nullable SourceField field(String name) {
        if (name.startsWith(SOURCE)) {
            return SourceField.ofSource(name.substring(SOURCE.length()));
        }
        return name.startsWith(TRANSACTION) ? SourceField.ofTransaction(name.substring(TRANSACTION.length())) : null;
    }

    /** The fields that are there. */
    Set<SourceField> fields() {
        Set<SourceField> fields = EnumSet.noneOf(SourceField.class);
        for (String name : names) {
            SourceField field = field(name);
            if (field != null) {
                fields.add(field);
            }
        }
        return fields;
    }
}
