/** Where in a source's log an event stands, and the version made of it. */
@NullMarked
package dev.afterimage.cdc.position;

import org.jspecify.annotations.NullMarked;
