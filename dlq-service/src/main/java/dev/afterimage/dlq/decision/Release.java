package dev.afterimage.dlq.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A release of many entries at once.
 *
 * @param filter which entries, as JSON
 * @param total how many there were when it was ordered
 * @param rate entries a second once the first ones came home
 * @param stage {@code canary}, {@code few}, {@code rest}, {@code done} or {@code stopped}
 * @param reason why it is in this stage
 * @param open chosen entries without an outcome
 * @param home chosen entries that came home
 * @param failed chosen entries that failed again
 */
public record Release(
        long id,
        Instant createdAt,
        String createdBy,
        String filter,
        long total,
        int rate,
        String stage,
        @Nullable String reason,
        long open,
        long home,
        long failed) {
    /** Whether nothing more is sent. */
    public boolean over() {
        return stage.equals("done") || stage.equals("stopped");
    }
}
