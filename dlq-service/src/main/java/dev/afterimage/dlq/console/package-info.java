/** Pages for people: what failed by cause, each record with all that is kept of it, readable without scripts. */
@NullMarked
package dev.afterimage.dlq.console;

import org.jspecify.annotations.NullMarked;
