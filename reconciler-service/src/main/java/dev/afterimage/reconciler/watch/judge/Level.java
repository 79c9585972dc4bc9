package dev.afterimage.reconciler.watch.judge;

/** How bad it is, the least bad first. */
public enum Level {
    OK(0),
    /** Its part is not set, so that nobody looks. */
    UNWATCHED(-2),
    /** It could not be read, so that nothing is known of it. */
    UNKNOWN(-1),
    /** A person should look within the day. */
    WARNING(1),
    /** A person should look now. */
    CRITICAL(2);

    private final int figure;

    Level(int figure) {
        this.figure = figure;
    }

    /** As the metric tells it. */
    public int figure() {
        return figure;
    }

    /** The alert that fires where it stays so, and the runbook of the same name; empty where nothing is to be done. */
    public String alert() {
        return switch (this) {
            case OK, UNWATCHED -> "";
            case UNKNOWN -> "AfterimageVitalSignUnknown";
            case WARNING -> "AfterimageVitalSignWarning";
            case CRITICAL -> "AfterimageVitalSignCritical";
        };
    }

    public boolean ails() {
        return this == WARNING || this == CRITICAL;
    }

    public static Level worse(Level one, Level other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
