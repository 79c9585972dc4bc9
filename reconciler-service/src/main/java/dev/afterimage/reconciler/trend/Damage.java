package dev.afterimage.reconciler.trend;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Differences that came anew between one reconciliation and the next, whether those before were repaired or left.
 *
 * @param at when they were found
 * @param fresh how many
 */
record Damage(Instant at, long fresh) {
    /**
     * What was left by one run and is not found by the next was repaired in between. What the first run finds is as old as one likes, and is not
     * counted.
     *
     * @param observations the oldest first
     */
    static List<Damage> of(List<Observation> observations) {
        List<Damage> damages = new ArrayList<>(observations.size());
        for (int i = 0; i < observations.size(); i++) {
            Observation now = observations.get(i);
            long fresh = i == 0
                    ? 0
                    : Math.max(0, now.found() - observations.get(i - 1).left());
            damages.add(new Damage(now.at(), fresh));
        }
        return damages;
    }
}
