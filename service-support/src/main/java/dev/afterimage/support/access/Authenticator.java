package dev.afterimage.support.access;

import io.micronaut.http.HttpRequest;
import java.util.Optional;

/** One way of telling who calls; a service may have several, and the first that knows the caller decides. */
public interface Authenticator {
    /** The caller, or empty when this request's credentials mean nothing here. Must not block. */
    Optional<Principal> authenticate(HttpRequest<?> request);

    /** Whether it is set up at all. */
    boolean configured();
}
