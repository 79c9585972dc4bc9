package dev.afterimage.reconciler.api;

import dev.afterimage.reconciler.history.Finding;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A difference.
 *
 * @param key the document's id, which tells the row's key
 * @param columns the document's fields that differ
 * @param cause {@code parked}, {@code touched} or {@code unknown}
 * @param explanation why, for a person
 * @param repair {@code none}, {@code repaired}, {@code overtaken}, {@code failed} or {@code refused}
 * @param note why the repair ended so
 */
@Serdeable
record FindingView(
        String key,
        List<String> columns,
        String cause,
        String explanation,
        String repair,
        @Nullable String note) {
    static FindingView of(Finding finding) {
        return new FindingView(
                finding.id(),
                finding.columns(),
                finding.cause(),
                finding.explanation(),
                finding.repair().word(),
                finding.note());
    }
}
