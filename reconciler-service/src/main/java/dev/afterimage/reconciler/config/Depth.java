package dev.afterimage.reconciler.config;

import java.util.Locale;

/** How deep a table is compared. */
public enum Depth {
    /** Rows and documents are counted. */
    COUNTS,
    /** Counts and checksums by bucket, down to the keys; documents whose version moved without the pipeline. */
    CHECKSUMS,
    /** Every column of every row, from the documents themselves. */
    FULL;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such depth */
    public static Depth of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
