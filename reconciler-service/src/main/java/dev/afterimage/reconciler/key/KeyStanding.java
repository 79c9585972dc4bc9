package dev.afterimage.reconciler.key;

import dev.afterimage.reconciler.compare.Judge;
import dev.afterimage.reconciler.history.PastFinding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One key on both sides. The sides are read one after the other and not at one position: what changes at this moment may differ here.
 *
 * @param row whether the source has the row
 * @param document what the index has
 * @param verdict how both differ, if they do
 * @param fields every compared field
 * @param events the newest events of the key among those at the end of its topic, the newest first
 * @param letter the dead letter under which an event of it is parked, or null if there is none or nobody could be asked
 * @param findings where earlier reconciliations found it, the newest first
 * @param notVerified columns that are not compared, each with the reason
 */
public record KeyStanding(
        String table,
        String id,
        boolean row,
        @Nullable Stored document,
        Optional<Judge.Verdict> verdict,
        List<Field> fields,
        List<KeyEvent> events,
        @Nullable Long letter,
        List<PastFinding> findings,
        List<String> notVerified) {
    /**
     * A document, tombstones included.
     *
     * @param version Elasticsearch's
     * @param given the version that the pipeline gave it, or null for none
     * @param intact whether its content and version are what the pipeline wrote
     */
    public record Stored(long version, @Nullable Long given, boolean deleted, boolean intact) {}

    /**
     * A field, both values in the canonical text that is compared; null for none.
     *
     * @param differs whether it counts as a difference
     */
    public record Field(
            String name, @Nullable String row, @Nullable String document, boolean differs) {}
}
