package dev.afterimage.support.access;

/** What a caller may do, from the least to the most. */
public enum Role {
    /** Look. */
    READER,
    /** Change state. */
    OPERATOR;

    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
