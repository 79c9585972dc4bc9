package dev.afterimage.txn.assembly;

/** How far a transaction has come. */
public enum Phase {
    /** Pieces are still awaited. */
    OPEN,
    /** It is whole and waits for its turn in the order of commits. */
    READY,
    /** It is whole and is going out in parts. */
    LEAVING_WHOLE,
    /** It is given up and is going out in parts to where incomplete ones go. */
    LEAVING_INCOMPLETE
}
