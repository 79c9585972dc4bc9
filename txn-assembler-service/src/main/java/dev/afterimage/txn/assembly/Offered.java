package dev.afterimage.txn.assembly;

import org.jspecify.annotations.Nullable;

/**
 * What came of a piece that was offered.
 *
 * @param fate what it was
 * @param transaction where it was taken, or null where it came after its transaction had left
 * @param displaced the transaction whose number it took, now given up, or null
 */
public record Offered(
        Fate fate,
        @Nullable OpenTransaction transaction,
        @Nullable OpenTransaction displaced) {
    /** What a piece was. */
    public enum Fate {
        /** It tells something new of a transaction. */
        NEW,
        /** It was known, as redelivery brings them. */
        DUPLICATE,
        /** It contradicts what is known; its transaction will be given up. */
        CONTRADICTION,
        /** It came after its transaction was given up, or tells something that the whole transaction has not. */
        LATE
    }

    static Offered gone(Fate fate) {
        return new Offered(fate, null, null);
    }
}
