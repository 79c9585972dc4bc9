package dev.afterimage.support.loop;

/** What must be done before the loops start; it is tried until it succeeds. */
@FunctionalInterface
public interface Beginning {
    /** @throws RuntimeException if it cannot be done now */
    void begin();
}
