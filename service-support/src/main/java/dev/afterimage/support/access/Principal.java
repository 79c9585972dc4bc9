package dev.afterimage.support.access;

/**
 * Who calls.
 *
 * @param name as it goes into logs and audit rows
 * @param role the most that they may do
 */
public record Principal(String name, Role role) {
    /** The request attribute under which the caller of a state-changing request is kept. */
    public static final String ATTRIBUTE = "afterimage.principal";
}
