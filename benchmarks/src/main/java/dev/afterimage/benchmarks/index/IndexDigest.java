package dev.afterimage.benchmarks.index;

import java.util.HashMap;
import java.util.Map;

/** The state of every document at one time, to tell which ones a replay changed. */
public final class IndexDigest {
    private record State(long version, int content) {}

    private final Map<String, State> states = new HashMap<>();

    private IndexDigest() {}

    public static IndexDigest of(SearchNode node, String index) {
        IndexDigest digest = new IndexDigest();
        StoredDocuments.each(
                node,
                index,
                document -> digest.states.put(
                        document.id(),
                        new State(document.version(), document.source().hashCode())));
        return digest;
    }

    /** How many documents differ, appeared or disappeared. */
    public int changedTo(IndexDigest later) {
        int changed = 0;
        for (Map.Entry<String, State> each : later.states.entrySet()) {
            changed += each.getValue().equals(states.get(each.getKey())) ? 0 : 1;
        }
        for (String id : states.keySet()) {
            changed += later.states.containsKey(id) ? 0 : 1;
        }
        return changed;
    }
}
