package dev.afterimage.reconciler.compare;

import dev.afterimage.cdc.checksum.Checksum;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds, among rows and documents of the same buckets, those that have no equal on the other side. Pure; not thread-safe.
 *
 * <p>Feed it all of one side, then all of the other, in any order of their own.
 */
public final class Suspects {
    private final Map<String, Checksum> rows = new HashMap<>();
    private final Set<String> documents = new LinkedHashSet<>();
    private final Predicate<String> changedSince;

    /** @param changedSince ids that changed after the position at which both sides are compared: left out on both */
    public Suspects(Predicate<String> changedSince) {
        this.changedSince = changedSince;
    }

    public void row(String id, Checksum sum) {
        if (!changedSince.test(id)) {
            rows.put(id, sum);
        }
    }

    /** A document, after all rows. */
    public void document(String id, Checksum sum) {
        if (!changedSince.test(id) && !rows.remove(id, sum)) {
            documents.add(id);
        }
    }

    /** Ids of rows without their document and of documents without their row, or with another. */
    public Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>(rows.keySet());
        ids.addAll(documents);
        return ids;
    }
}
