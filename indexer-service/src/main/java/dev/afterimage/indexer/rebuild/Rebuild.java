package dev.afterimage.indexer.rebuild;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One index's rebuild as every instance sees it; whoever owns it works on it, and goes on from here after a crash. Immutable.
 *
 * @param index the index as tables name it
 * @param topics the topics that feed it
 * @param number the generation that is made
 * @param oldNumber the generation that it replaces
 * @param fill where its documents come from
 * @param contentToo whether equal versions must have equal content
 * @param owner the instance that works on it, or empty
 * @param beat rises while the owner lives
 * @param start where each partition is read from, by {@code topic-partition}
 * @param scanned sequence number up to which the old generation's documents are copied
 * @param scanEnd the last one that there is to copy
 * @param copied documents copied, those that were copied twice counted twice
 * @param refused documents and records that the new generation does not take, since its instance took it up
 * @param lag records that are not written to it yet, or -1 while unknown
 * @param reason why it is where it is, or empty
 * @param differences the first that were found at last
 * @param abandon whether it is to be given up
 * @param kept generations that were replaced, the newest last
 */
public record Rebuild(
        String index,
        List<String> topics,
        int number,
        int oldNumber,
        Fill fill,
        boolean contentToo,
        Phase phase,
        String owner,
        long beat,
        Map<String, Start> start,
        long scanned,
        long scanEnd,
        long copied,
        long refused,
        long lag,
        String reason,
        List<String> differences,
        boolean abandon,
        Instant orderedAt,
        Instant changedAt,
        List<Kept> kept) {
    public Rebuild {
        topics = List.copyOf(topics);
        start = Map.copyOf(start);
        differences = List.copyOf(differences);
        kept = List.copyOf(kept);
    }

    /**
     * A new order.
     *
     * @param before the last rebuild of the same index, whose kept generations go on being known; null for the first
     */
    public static Rebuild ordered(
            String index, List<String> topics, int oldNumber, Fill fill, @Nullable Rebuild before, Instant now) {
        List<Kept> kept = before == null ? List.of() : before.kept();
        int highest = Math.max(oldNumber, before == null ? 0 : Math.max(before.number(), before.oldNumber()));
        for (Kept each : kept) {
            highest = Math.max(highest, each.number());
        }
        return new Rebuild(
                index,
                topics,
                highest + 1,
                oldNumber,
                fill,
                fill.keepsContent(),
                Phase.ORDERED,
                "",
                0,
                Map.of(),
                -1,
                -1,
                0,
                0,
                -1,
                "",
                List.of(),
                false,
                now,
                now,
                kept);
    }

    /** The way back to a kept generation: it is made to follow again and switched to like a new one. */
    public Rebuild back(Kept to, Instant now) {
        List<Kept> others = kept.stream().filter(each -> each != to).toList();
        return new Rebuild(
                index,
                topics,
                to.number(),
                number,
                Fill.NOTHING,
                to.keepsContent(),
                Phase.FOLLOWING,
                "",
                beat + 1,
                to.from(),
                -1,
                -1,
                0,
                0,
                -1,
                "",
                List.of(),
                false,
                now,
                now,
                others);
    }

    /** Where to go on after it stopped. */
    public Rebuild resumed(Instant now) {
        if (fill == Fill.NOTHING) {
            return with(Phase.FOLLOWING, "", now);
        }
        return with(start.isEmpty() ? Phase.ORDERED : scanned < scanEnd ? Phase.COPYING : Phase.FOLLOWING, "", now);
    }

    public Rebuild ownedBy(String instance) {
        return new Rebuild(
                index,
                topics,
                number,
                oldNumber,
                fill,
                contentToo,
                phase,
                instance,
                beat + 1,
                start,
                scanned,
                scanEnd,
                copied,
                0,
                lag,
                reason,
                differences,
                abandon,
                orderedAt,
                changedAt,
                kept);
    }

    public Rebuild beaten(long newLag, long newRefused) {
        return new Rebuild(
                index,
                topics,
                number,
                oldNumber,
                fill,
                contentToo,
                phase,
                owner,
                beat + 1,
                start,
                scanned,
                scanEnd,
                copied,
                newRefused,
                newLag,
                reason,
                differences,
                abandon,
                orderedAt,
                changedAt,
                kept);
    }

    public Rebuild with(Phase next, String why, Instant now) {
        return new Rebuild(
                index,
                topics,
                number,
                oldNumber,
                fill,
                contentToo,
                next,
                next.active() ? owner : "",
                beat + 1,
                start,
                scanned,
                scanEnd,
                copied,
                refused,
                lag,
                why,
                next.active() ? List.of() : differences,
                abandon,
                orderedAt,
                now,
                kept);
    }

    public Rebuild different(List<String> found, String why, Instant now) {
        return new Rebuild(
                index,
                topics,
                number,
                oldNumber,
                fill,
                contentToo,
                Phase.DIFFERENT,
                "",
                beat + 1,
                start,
                scanned,
                scanEnd,
                copied,
                refused,
                lag,
                why,
                found,
                abandon,
                orderedAt,
                now,
                kept);
    }

    public Rebuild begun(Map<String, Start> from, long lastToCopy, Instant now) {
        return new Rebuild(
                index,
                topics,
                number,
                oldNumber,
                fill,
                contentToo,
                Phase.COPYING,
                owner,
                beat + 1,
                from,
                -1,
                lastToCopy,
                0,
                0,
                -1,
                "",
                List.of(),
                abandon,
                orderedAt,
                now,
                kept);
    }

    public Rebuild copied(long to, long documents, long newRefused) {
        return new Rebuild(
                index,
                topics,
                number,
                oldNumber,
                fill,
                contentToo,
                phase,
                owner,
                beat + 1,
                start,
                to,
                scanEnd,
                documents,
                newRefused,
                lag,
                reason,
                differences,
                abandon,
                orderedAt,
                changedAt,
                kept);
    }

    /** The old generation is about to be left: it holds all that had been settled by {@code from}. */
    public Rebuild keeping(Kept old) {
        List<Kept> more = new ArrayList<>(
                kept.stream().filter(each -> each.number() != old.number()).toList());
        more.add(old);
        return new Rebuild(
                index,
                topics,
                number,
                oldNumber,
                fill,
                contentToo,
                phase,
                owner,
                beat + 1,
                start,
                scanned,
                scanEnd,
                copied,
                refused,
                lag,
                reason,
                differences,
                abandon,
                orderedAt,
                changedAt,
                more);
    }

    public Rebuild abandoned() {
        return new Rebuild(
                index,
                topics,
                number,
                oldNumber,
                fill,
                contentToo,
                phase,
                owner,
                beat + 1,
                start,
                scanned,
                scanEnd,
                copied,
                refused,
                lag,
                reason,
                differences,
                true,
                orderedAt,
                changedAt,
                kept);
    }
}
