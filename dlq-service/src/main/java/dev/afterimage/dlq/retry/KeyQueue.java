package dev.afterimage.dlq.retry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of one key's parked records: a record goes only when none before it is unsettled, with one exception.
 *
 * <p>The exception: a complete image (or a delete) does not need what was before it. When all before it wait for a person or for a schema,
 * it may go first; once it is home, they are obsolete. Pure.
 */
public final class KeyQueue {
    /** How an unresolved record stands. */
    public enum Standing {
        /** Will be tried by itself, now or later. */
        TO_BE_TRIED,
        /** Waits for something that may never come: a person, a schema. */
        STUCK,
        /** Sent, its outcome not known. */
        UNDER_WAY
    }

    /**
     * A record of the key.
     *
     * @param id which
     * @param offset its place in the partition, by which they are ordered
     * @param standing how it stands
     * @param complete whether its event tells the whole row or its end; null where it could not be read
     */
    public record Waiting(
            long id,
            long offset,
            Standing standing,
            @Nullable Boolean complete) {}

    private KeyQueue() {}

    /**
     * Whether a record may go now.
     *
     * @param others the unresolved records of the same key and partition, in any order; itself may be among them
     */
    public static boolean mayGo(Waiting candidate, List<Waiting> others) {
        List<Waiting> before = before(candidate, others);
        if (before.isEmpty()) {
            return true;
        }
        return Boolean.TRUE.equals(candidate.complete())
                && before.stream().allMatch(other -> other.standing() == Standing.STUCK);
    }

    /**
     * The records that have become obsolete when one came home.
     *
     * <p>One that is under way is left to its own outcome.
     *
     * @param home the record that was applied, or superseded by something newer still
     */
    public static List<Long> obsolete(Waiting home, List<Waiting> others) {
        return Boolean.TRUE.equals(home.complete())
                ? before(home, others).stream()
                        .filter(other -> other.standing() != Standing.UNDER_WAY)
                        .map(Waiting::id)
                        .toList()
                : List.of();
    }

    private static List<Waiting> before(Waiting one, List<Waiting> others) {
        return others.stream()
                .filter(other -> other.id() != one.id() && other.offset() < one.offset())
                .toList();
    }
}
