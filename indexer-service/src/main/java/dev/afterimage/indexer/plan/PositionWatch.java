package dev.afterimage.indexer.plan;

import dev.afterimage.cdc.event.Origin;
import dev.afterimage.cdc.position.SnapshotKind;
import java.util.Optional;

/**
 * Watches the commit positions of one source in one partition for a fall that is no redelivery.
 *
 * <p>A redelivered event keeps the commit time that it had. An event whose position is lower than the highest seen and whose commit time
 * is later, by more than clocks may differ, comes from a source whose positions began anew: restored, upgraded by dump, or failed over to a
 * replica that lacked log. It is also told whether an event is a late redelivery: behind the highest position at a later offset.
 * Immutable.
 *
 * @param commit highest commit position seen, or -1
 * @param committedAt when the source committed it, milliseconds since 1970
 * @param offset the offset at which it was seen
 */
public record PositionWatch(long commit, long committedAt, long offset) {
    /** Nothing seen. */
    public static final PositionWatch NEW = new PositionWatch(-1, 0, -1);
    /** How far the commit times of two events may disagree with the order of their positions, milliseconds. */
    public static final long CLOCK_TOLERANCE_MS = 5_000;

    /** What one event says about its source. */
    public enum Finding {
        ONWARD,
        REDELIVERED,
        FELL
    }

    /** Judges an event of the current epoch. Snapshot rows carry the time of their reading, so only streamed ones can tell a fall. */
    public Finding look(Origin origin) {
        if (commit < 0 || origin.position().commit() >= commit) {
            return Finding.ONWARD;
        }
        boolean streamed = origin.position().snapshot() == SnapshotKind.NONE
                && !origin.position().commitUnknown();
        return streamed && origin.committedAt() > committedAt + CLOCK_TOLERANCE_MS ? Finding.FELL : Finding.REDELIVERED;
    }

    /** Whether the event comes back after later ones were seen at earlier offsets, which no rewind of ours explains. */
    public boolean late(Origin origin, long at) {
        return origin.position().commit() < commit && at > offset;
    }

    /** The watch after an event. */
    public PositionWatch seen(Origin origin, long at) {
        if (origin.position().snapshot() != SnapshotKind.NONE
                || origin.position().commit() <= commit) {
            return this;
        }
        return new PositionWatch(origin.position().commit(), origin.committedAt(), at);
    }

    /** For the metadata of a committed offset, so that a restart does not forget. */
    public String encode() {
        return "p1 " + commit + " " + committedAt + " " + offset;
    }

    /** Reads what {@link #encode} wrote; anything else is empty. */
    public static Optional<PositionWatch> decode(String metadata) {
        String[] parts = metadata.split(" ", -1);
        if (parts.length != 4 || !parts[0].equals("p1")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new PositionWatch(Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
