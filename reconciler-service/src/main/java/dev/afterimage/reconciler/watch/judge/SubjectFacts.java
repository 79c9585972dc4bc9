package dev.afterimage.reconciler.watch.judge;

/**
 * A subject of the schema registry.
 *
 * @param mode its compatibility mode, or {@link #UNKNOWN}
 * @param latest version of its latest schema, 0 if it has none
 */
public record SubjectFacts(String subject, String mode, int latest) {
    /** The registry does not tell the mode. */
    public static final String UNKNOWN = "UNKNOWN";
}
