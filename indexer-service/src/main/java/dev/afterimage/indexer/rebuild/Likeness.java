package dev.afterimage.indexer.rebuild;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether the new generation may stand for the old one, document by document. Pure.
 *
 * <p>A newer document is none the worse: the new generation may be ahead of the consumer group. One that the old generation lacks is
 * right only if the group has not come to it yet.
 */
public final class Likeness {
    private final boolean contentToo;
    private final Map<String, Long> settled;

    /**
     * @param contentToo whether equal versions must have equal content
     * @param settled {@code topic-partition} to the offset up to which the group has settled what it consumed
     */
    public Likeness(boolean contentToo, Map<String, Long> settled) {
        this.contentToo = contentToo;
        this.settled = Map.copyOf(settled);
    }

    /** What is wrong with the document that stands for one of the old generation. */
    public Optional<Difference> ofOld(Entry old, @Nullable Entry now) {
        if (now == null) {
            return Optional.of(Difference.MISSING);
        }
        if (now.version() < old.version()) {
            return Optional.of(Difference.STALE);
        }
        boolean other = now.version() == old.version()
                && (now.deleted() != old.deleted() || contentToo && !now.sameContent(old));
        return other ? Optional.of(Difference.OTHER) : Optional.empty();
    }

    /** What is wrong with a document of the new generation, beside what {@link #ofOld} tells. */
    public Optional<Difference> ofNew(Entry now, @Nullable Entry old) {
        if (old != null || now.deleted()) {
            return Optional.empty();
        }
        Long until = settled.get(now.topic() + "-" + now.partition());
        boolean onItsWay = !now.topic().isEmpty() && (until == null || now.offset() >= until);
        return onItsWay ? Optional.empty() : Optional.of(Difference.EXTRA);
    }
}
