package dev.afterimage.support.page;

import java.util.Locale;

/** What a word on a page means for the reader's night. */
public enum Tone {
    GOOD,
    WARNING,
    BAD,
    QUIET;

    String styleClass() {
        return name().toLowerCase(Locale.ROOT);
    }
}
