/** Failure categories and the dead-letter record. */
@NullMarked
package dev.afterimage.cdc.deadletter;

import org.jspecify.annotations.NullMarked;
