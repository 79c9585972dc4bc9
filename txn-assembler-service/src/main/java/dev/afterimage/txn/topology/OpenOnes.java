package dev.afterimage.txn.topology;

import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.Times;
import dev.afterimage.txn.assembly.TransactionKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The names and times of a task's open transactions, those first that were touched longest ago, and how early each may have been committed. Derived
 * from the store at the task's start. Used by the task's thread.
 */
final class OpenOnes {
    private final Map<Name, Known> byTouch = new LinkedHashMap<>();
    private final Map<String, TreeMap<Long, Integer>> earliestCommits = new HashMap<>();

    /** Which transaction: serials tell apart those of one key. */
    record Name(TransactionKey key, long serial) {
        static Name of(OpenTransaction transaction) {
            return new Name(transaction.key(), transaction.serial());
        }
    }

    /** What is known of an open transaction here. */
    private record Known(Times times, long earliestCommit) {}

    void touched(OpenTransaction transaction) {
        Name name = Name.of(transaction);
        Known known = new Known(transaction.times(), transaction.earliestCommit());
        Known before = byTouch.remove(name);
        byTouch.put(name, known);
        if (before == null || before.earliestCommit() != known.earliestCommit()) {
            forget(name, before);
            commits(name).merge(known.earliestCommit(), 1, Integer::sum);
        }
    }

    void gone(OpenTransaction transaction) {
        Name name = Name.of(transaction);
        forget(name, byTouch.remove(name));
    }

    private void forget(Name name, @Nullable Known known) {
        if (known != null) {
            commits(name).computeIfPresent(known.earliestCommit(), (commit, count) -> count == 1 ? null : count - 1);
        }
    }

    private TreeMap<Long, Integer> commits(Name name) {
        return earliestCommits.computeIfAbsent(name.key().source(), source -> new TreeMap<>());
    }

    /** Whether one of the source is open that may have been committed before. */
    boolean before(String source, long commit) {
        TreeMap<Long, Integer> commits = earliestCommits.get(source);
        return commits != null && !commits.isEmpty() && commits.firstKey() < commit;
    }

    int size() {
        return byTouch.size();
    }

    /** When the first piece came of the one that has been open longest, by the clock; the moment given, if there is none. */
    long oldest(long wallMs) {
        long oldest = wallMs;
        for (Known known : byTouch.values()) {
            oldest = Math.min(oldest, known.times().firstWall());
        }
        return oldest;
    }

    /** Those whose time is up, among as many of those touched longest ago. */
    List<Name> due(Predicate<Times> isUp, int most) {
        List<Name> due = new ArrayList<>();
        int looked = 0;
        for (Map.Entry<Name, Known> entry : byTouch.entrySet()) {
            if (looked++ == most) {
                break;
            }
            if (isUp.test(entry.getValue().times())) {
                due.add(entry.getKey());
            }
        }
        return due;
    }
}
