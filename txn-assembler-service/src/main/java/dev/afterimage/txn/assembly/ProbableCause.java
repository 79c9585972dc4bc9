package dev.afterimage.txn.assembly;

import java.util.Map;
import java.util.function.Predicate;

/** Why a transaction most likely did not become whole, judged by what is there. Public contract by name. */
public enum ProbableCause {
    /** An event of it could not be read and lies among the dead letters. */
    POISON_RECORD("an event could not be read: mend the cause and redrive its dead letter"),
    /** The same number was given to a new transaction before this one was whole. */
    NUMBER_REUSED("the source gave its number to another transaction"),
    /** Two events claim one place, or two ENDs count differently. */
    CONTRADICTION(
            "its events or its ENDs contradict each other, as Debezium before 3.6.1 does after a restart in mid-transaction"),
    /** No END came. */
    END_MISSING(
            "its END did not come: see that the connector runs with provide.transaction.metadata=true and that its transaction topic is read"),
    /** Nothing at all came of a collection that the END counts. */
    COLLECTION_MISSING(
            "nothing came of a collection that the source counted: a transform or a filter may remove it, or its topic may not be readable"),
    /** Some events of a collection did not come. */
    EVENTS_MISSING("some events did not come: they are late, or their topic lost them"),
    /** More came than the END counts. */
    COUNT_SHORT(
            "more events came than its END counts, as Debezium before 3.6.1 counts after a restart in mid-transaction");

    private final String explanation;

    ProbableCause(String explanation) {
        this.explanation = explanation;
    }

    /** A sentence for people. */
    public String explanation() {
        return explanation;
    }

    /** The cause of a transaction that was not whole in time. */
    public static ProbableCause of(OpenTransaction transaction, Predicate<String> consumed) {
        if (!transaction.lost().isEmpty()) {
            return POISON_RECORD;
        }
        if (transaction.contradicted()) {
            return CONTRADICTION;
        }
        if (transaction.end() == null) {
            return END_MISSING;
        }
        Map<String, Long> missing = transaction.missing(consumed);
        if (missing.isEmpty()) {
            return COUNT_SHORT;
        }
        boolean nothingOfOne = missing.keySet().stream()
                .anyMatch(collection -> !transaction.counts().containsKey(collection));
        return nothingOfOne ? COLLECTION_MISSING : EVENTS_MISSING;
    }
}
