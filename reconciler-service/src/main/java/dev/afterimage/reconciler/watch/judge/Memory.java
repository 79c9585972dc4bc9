package dev.afterimage.reconciler.watch.judge;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The level of each subject at the look before, as a band asks for it. Not thread-safe. */
public final class Memory {
    private final Map<String, Level> levels = new HashMap<>();

    public Level judge(Band band, String subject, double value) {
        Level level = band.judge(value, levels.getOrDefault(subject, Level.OK));
        levels.put(subject, level);
        return level;
    }

    /** Forgets all other subjects. */
    public void keep(Set<String> subjects) {
        levels.keySet().retainAll(subjects);
    }
}
