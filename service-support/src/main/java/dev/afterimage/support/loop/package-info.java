/** The threads that do the service's work, from their start to their end. */
@NullMarked
package dev.afterimage.support.loop;

import org.jspecify.annotations.NullMarked;
