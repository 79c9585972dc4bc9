package dev.afterimage.reconciler.compare;

import java.util.Locale;

/** In which way a row and its document differ. */
public enum Kind {
    /** The row has no document. */
    MISSING,
    /** The document has no row: a ghost. */
    EXTRA,
    /** The document is a whole and honest image of what the row once was, or of another schema. */
    STALE,
    /** The document is not what the pipeline wrote. */
    DIFFERENT;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Kind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
