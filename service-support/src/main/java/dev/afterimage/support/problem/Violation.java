package dev.afterimage.support.problem;

import io.micronaut.serde.annotation.Serdeable;

/**
 * One thing that is wrong with a request.
 *
 * @param field the parameter or the path of the body's field
 * @param message what is expected of it, never the value itself
 */
@Serdeable
public record Violation(String field, String message) {}
