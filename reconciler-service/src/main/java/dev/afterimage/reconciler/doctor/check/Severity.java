package dev.afterimage.reconciler.doctor.check;

/** How bad a finding is, the least bad first. */
public enum Severity {
    /** Works, and could be better. */
    ADVICE,
    /** A part could not be examined. */
    UNKNOWN,
    /** Works until something else happens. */
    WARNING,
    /** The index is not, or will not stay, the image of the database. */
    CRITICAL
}
