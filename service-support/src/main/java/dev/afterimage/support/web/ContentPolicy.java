package dev.afterimage.support.web;

/** What a browser may do with an answer of ours; an answer that brings none gets {@link #NO_SCRIPTS}. */
public final class ContentPolicy {
    /** The header's name. */
    public static final String HEADER = "Content-Security-Policy";

    /** Nothing runs. */
    public static final String NO_SCRIPTS = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";

    /** Script files of this service run and may ask this service; nothing within a page does. */
    public static final String OWN_SCRIPTS = NO_SCRIPTS + "; script-src 'self'; connect-src 'self'";

    private ContentPolicy() {}
}
