/** Change events: what happened to one row, table or message, and where it came from. */
@NullMarked
package dev.afterimage.cdc.event;

import org.jspecify.annotations.NullMarked;
