package dev.afterimage.reconciler.history;

import java.util.Locale;

/** What became of a difference that was to be repaired. */
public enum RepairState {
    /** Nobody asked for it. */
    NONE,
    /** At a later look row and document agree. */
    REPAIRED,
    /** The row changed meanwhile; the newer change stands, whatever it made of the document. */
    OVERTAKEN,
    /** It was tried, and the difference is still there. */
    FAILED,
    /** It was not tried: the note says why. */
    REFUSED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RepairState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
