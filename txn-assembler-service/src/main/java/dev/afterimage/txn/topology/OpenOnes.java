package dev.afterimage.txn.topology;

import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.Times;
import dev.afterimage.txn.assembly.TransactionKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The names and times of a task's open transactions, those first that were touched longest ago. Derived from the store at the task's start. Used
 * by the task's thread.
 */
final class OpenOnes {
    private final Map<Name, Times> byTouch = new LinkedHashMap<>();

    /** Which transaction: serials tell apart those of one key. */
    record Name(TransactionKey key, long serial) {
        static Name of(OpenTransaction transaction) {
            return new Name(transaction.key(), transaction.serial());
        }
    }

    void touched(OpenTransaction transaction) {
        Name name = Name.of(transaction);
        byTouch.remove(name);
        byTouch.put(name, transaction.times());
    }

    void gone(OpenTransaction transaction) {
        byTouch.remove(Name.of(transaction));
    }

    int size() {
        return byTouch.size();
    }

    /** When the first piece came of the one that has been open longest, by the clock; the moment given, if there is none. */
    long oldest(long wallMs) {
        long oldest = wallMs;
        for (Times times : byTouch.values()) {
            oldest = Math.min(oldest, times.firstWall());
        }
        return oldest;
    }

    /** Those whose time is up, among as many of those touched longest ago. */
    List<Name> due(Predicate<Times> isUp, int most) {
        List<Name> due = new ArrayList<>();
        int looked = 0;
        for (Map.Entry<Name, Times> entry : byTouch.entrySet()) {
            if (looked++ == most) {
                break;
            }
            if (isUp.test(entry.getValue())) {
                due.add(entry.getKey());
            }
        }
        return due;
    }
}
