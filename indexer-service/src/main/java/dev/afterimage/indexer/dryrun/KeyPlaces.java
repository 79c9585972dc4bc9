package dev.afterimage.indexer.dryrun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in which partition each key stood, to find those that stand in several: partitions were added, or two writers place keys
 * differently. Versions make that safe for complete images; a partial one may come before the image that completes it.
 *
 * <p>Keys are remembered by 64 bits of a hash: among a million keys two that meet are less likely than one in ten million. Bounded;
 * beyond that nothing new is remembered. Not thread-safe.
 */
public final class KeyPlaces {
    private final int most;
    private final Map<Long, Integer> places = new HashMap<>();
    private final MessageDigest digest;

    /** @param most how many keys are remembered */
    public KeyPlaces(int most) {
        this.most = most;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The other partition in which the key was seen, or null. */
    public @Nullable Integer elsewhere(String topic, int partition, byte[] key) {
        digest.update(topic.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        long name = ByteBuffer.wrap(digest.digest(key)).getLong();
        Integer before = places.get(name);
        if (before == null) {
            if (places.size() < most) {
                places.put(name, partition);
            }
            return null;
        }
        return before == partition ? null : before;
    }

    /** Whether keys were left out. */
    public boolean full() {
        return places.size() >= most;
    }
}
