package dev.afterimage.indexer.dryrun;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects hazards: the same one again is counted. Holds a bounded number of different ones. Safe for use by several threads. */
public final class Hazards {
    private static final int EXAMPLES = 5;
    private static final int DIFFERENT = 1_000;

    private record Same(HazardKind kind, String subject, String message) {}

    private static final class Seen {
        private final String remedy;
        private final List<String> examples = new ArrayList<>(1);
        private long count;

        private Seen(String remedy) {
            this.remedy = remedy;
        }
    }

    private final Map<Same, Seen> all = new LinkedHashMap<>();
    private long others;

    /**
     * Notes one.
     *
     * @param example where it was seen, or empty
     */
    public synchronized void note(HazardKind kind, String subject, String message, String remedy, String example) {
        Same same = new Same(kind, subject, message);
        Seen seen = all.get(same);
        if (seen == null) {
            if (all.size() == DIFFERENT) {
                others++;
                return;
            }
            seen = new Seen(remedy);
            all.put(same, seen);
        }
        seen.count++;
        if (!example.isEmpty() && seen.examples.size() < EXAMPLES) {
            seen.examples.add(example);
        }
    }

    /** All so far, the gravest kind first, within it the most frequent. */
    public synchronized List<Hazard> all() {
        List<Hazard> found = new ArrayList<>();
        all.forEach((same, seen) -> found.add(
                new Hazard(same.kind(), same.subject(), same.message(), seen.remedy, seen.count, seen.examples)));
        found.sort(Comparator.comparing(Hazard::kind)
                .thenComparing(Hazard::count, Comparator.reverseOrder())
                .thenComparing(Hazard::subject));
        return found;
    }

    /** How many more were seen that were of a different kind than the thousand that are told. */
    public synchronized long others() {
        return others;
    }
}
