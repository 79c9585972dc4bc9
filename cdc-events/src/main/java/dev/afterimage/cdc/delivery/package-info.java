/** A kit for readers of {@code afterimage.transactions}: which record is a whole transaction, which a part, and when parts are valid. */
@NullMarked
package dev.afterimage.cdc.delivery;

import org.jspecify.annotations.NullMarked;
