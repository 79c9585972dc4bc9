package dev.afterimage.dlq.parking;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One erasure of a key.
 *
 * @param keyHash of the key, hexadecimal
 * @param entries how many entries it met
 * @param problem why related tables could not be followed, or null
 * @param follows the erasure that this one followed, or null where a person or a deleted row asked for it
 * @param related what was looked for in related tables because of it
 */
public record Erasure(
        long id,
        Instant at,
        String who,
        String reason,
        String topic,
        String keyHash,
        long entries,
        @Nullable String problem,
        @Nullable Long follows,
        List<Related> related) {
    public Erasure {
        related = List.copyOf(related);
    }

    /**
     * The search in one related table.
     *
     * @param erased keys that were erased because they named the erased one
     * @param withoutKey entries without a key that were erased by themselves
     * @param unreadable entries that could not be decoded and were left as they are
     * @param finished whether all that was parked at the time of the erasure has been looked through
     */
    public record Related(
            String topic, String column, long erased, long withoutKey, long unreadable, boolean finished) {}
}
