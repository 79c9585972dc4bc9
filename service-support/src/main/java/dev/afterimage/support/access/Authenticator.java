package dev.afterimage.support.access;

import io.micronaut.core.order.Ordered;
import java.util.Optional;

/** One way of telling who calls; a service may have several, and the first in their order that knows the caller decides. */
public interface Authenticator extends Ordered {
    /**
     * Whose token this is, or empty when it means nothing here. Must not block.
     *
     * @throws dev.afterimage.support.problem.ProblemException if it is meant for this way and refused, or cannot be checked now
     */
    Optional<Principal> byToken(String token);

    /** Whether it is set up at all. */
    boolean configured();

    /** Whether looking, too, needs a credential because of it. */
    default boolean guardsLooking() {
        return false;
    }
}
