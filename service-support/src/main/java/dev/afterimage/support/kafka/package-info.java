/** Clients of the broker, made from a service's settings. */
@NullMarked
package dev.afterimage.support.kafka;

import org.jspecify.annotations.NullMarked;
