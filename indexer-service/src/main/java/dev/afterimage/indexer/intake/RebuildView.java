package dev.afterimage.indexer.intake;

import dev.afterimage.indexer.rebuild.Kept;
import dev.afterimage.indexer.rebuild.Rebuild;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild as callers see it.
 *
 * @param index the index as tables name it; readers and writers use its aliases
 * @param phase {@code ordered}, {@code copying}, {@code following}, {@code switching}, {@code switched}, {@code different}, {@code failed} or
 *     {@code abandoned}
 * @param generation the one that is made, or gone back to
 * @param replaces the one that it replaces
 * @param fill {@code documents}, {@code topic}, or {@code nothing} for a rollback
 * @param copied documents copied so far
 * @param refused documents and records that the new generation does not take
 * @param lag records that are not in it yet, or null while that is not known
 * @param reason why it is where it is, or null
 * @param differences the first documents that differed, each its kind and id
 * @param kept generations that were replaced and are kept, the newest last
 */
@Serdeable
record RebuildView(
        String index,
        List<String> topics,
        String phase,
        int generation,
        int replaces,
        String fill,
        long copied,
        long refused,
        @Nullable Long lag,
        @Nullable String reason,
        List<String> differences,
        List<KeptView> kept,
        Instant orderedAt,
        Instant changedAt) {
    /**
     * A generation that was replaced.
     *
     * @param index its concrete index, which takes no writes
     */
    @Serdeable
    record KeptView(int generation, String index) {
        static KeptView of(Kept kept) {
            return new KeptView(kept.number(), kept.index());
        }
    }

    static RebuildView of(Rebuild rebuild) {
        return new RebuildView(
                rebuild.index(),
                rebuild.topics(),
                rebuild.phase().name().toLowerCase(Locale.ROOT),
                rebuild.number(),
                rebuild.oldNumber(),
                rebuild.fill().name().toLowerCase(Locale.ROOT),
                rebuild.copied(),
                rebuild.refused(),
                rebuild.lag() < 0 ? null : rebuild.lag(),
                rebuild.reason().isEmpty() ? null : rebuild.reason(),
                rebuild.differences(),
                rebuild.kept().stream().map(KeptView::of).toList(),
                rebuild.orderedAt(),
                rebuild.changedAt());
    }
}
