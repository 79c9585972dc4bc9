package dev.afterimage.txn.query;

/** Which transactions a list is of. */
public enum WantedState {
    OPEN,
    INCOMPLETE,
    COMPLETE
}
