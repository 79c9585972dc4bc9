package dev.afterimage.support.vital;

/** One named thing that must hold for the service to do its job, and whether it does. */
public sealed interface Condition {
    String name();

    /**
     * It holds.
     *
     * @param known a short statement with figures, for the page
     */
    record Well(String name, String known) implements Condition {}

    /**
     * It does not hold.
     *
     * @param why what is wrong, without payloads and secrets
     * @param remedy what a person can do, or that waiting is enough
     */
    record Ailing(String name, String why, String remedy) implements Condition {}
}
