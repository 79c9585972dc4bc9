package dev.afterimage.indexer.rebuild;

import java.util.HashMap;
import java.util.Map;

/**
 * Tells which rebuilds have lost their owner: those whose beat has not risen for a while by this instance's own clock, so that no two clocks
 * are compared. Not thread-safe.
 */
public final class Lease {
    private record Seen(String owner, long beat, long atMs) {}

    private final long patienceMs;
    private final Map<String, Seen> seen = new HashMap<>();

    /** @param patienceMs how long an owner may be silent, milliseconds */
    public Lease(long patienceMs) {
        this.patienceMs = patienceMs;
    }

    /**
     * Whether an instance may take a rebuild over now.
     *
     * @param nowMs any steady clock
     */
    public boolean free(Rebuild rebuild, String instance, long nowMs) {
        if (!rebuild.phase().active() || rebuild.owner().equals(instance)) {
            return false;
        }
        if (rebuild.owner().isEmpty()) {
            return true;
        }
        Seen before = seen.get(rebuild.index());
        if (before == null || !before.owner().equals(rebuild.owner()) || before.beat() != rebuild.beat()) {
            seen.put(rebuild.index(), new Seen(rebuild.owner(), rebuild.beat(), nowMs));
            return false;
        }
        return nowMs - before.atMs() >= patienceMs;
    }
}
