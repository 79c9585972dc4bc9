package dev.afterimage.reconciler.run;

/** The service ends in the middle of a table, which is done again later. */
final class Ending extends RuntimeException {
    private static final long serialVersionUID = 1;
}
