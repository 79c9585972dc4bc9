package dev.afterimage.txn.assembly;

/** What came of a piece that was offered to a transaction. */
public enum Taken {
    /** It tells something new. */
    NEW,
    /** It was known, as redelivery brings them. */
    DUPLICATE,
    /** It says something else than what is known: Debezium before 3.6.1 counts anew after a restart in mid-transaction. */
    CONTRADICTION
}
