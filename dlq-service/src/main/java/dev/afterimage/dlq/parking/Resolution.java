package dev.afterimage.dlq.parking;

import java.util.Locale;

/** How a parked record ended. */
public enum Resolution {
    /** The consumer applied it. */
    APPLIED,
    /** Something newer is in its place. */
    SUPERSEDED,
    /** A person gave it up. */
    DISCARDED,
    /** It was sent to a consumer that does not answer. */
    FORWARDED,
    /** Its data had to be forgotten. */
    ERASED;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
