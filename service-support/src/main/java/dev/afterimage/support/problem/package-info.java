/** Every error that leaves a service as RFC 9457 problem+json, without a word about its insides. */
@NullMarked
package dev.afterimage.support.problem;

import org.jspecify.annotations.NullMarked;
