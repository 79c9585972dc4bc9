package dev.afterimage.support.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route that takes a form of one of our pages, which brings the operator's token as a field; the method must give it to
 * {@link Operators#require} before it does anything.
 *
 * <p>No cookie is involved, so a foreign page that sends such a form lacks the token.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TokenInForm {}
