package dev.afterimage.reconciler.compare;

/** In how many ways one value can be written. */
public enum Spelling {
    /** In one way only. */
    EXACT,
    /** As JSON, in which blanks, the order of members and the digits of a number may differ. */
    JSON,
    /** As the bits of a double that was read from a single-precision number's digits, of which the smallest have several shortest forms. */
    SINGLE,
    /** As an integer that was computed in doubles, and may be one off. */
    COMPUTED
}
