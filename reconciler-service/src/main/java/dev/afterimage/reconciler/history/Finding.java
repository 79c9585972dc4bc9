package dev.afterimage.reconciler.history;

import dev.afterimage.reconciler.compare.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A difference that stood at both looks.
 *
 * @param id of the document, which tells the key; may be personal data
 * @param kind in which way they differ
 * @param columns the document's fields that differ
 * @param cause in one word: {@code parked}, {@code touched}, {@code foreign} or {@code unknown}
 * @param explanation for a person, without values of the row
 * @param repair what became of it
 * @param note why, where that needs a word
 */
public record Finding(
        String id,
        Kind kind,
        List<String> columns,
        String cause,
        String explanation,
        RepairState repair,
        @Nullable String note) {
    public Finding {
        columns = List.copyOf(columns);
    }

    public Finding repaired(RepairState state, @Nullable String why) {
        return new Finding(id, kind, columns, cause, explanation, state, why);
    }
}
