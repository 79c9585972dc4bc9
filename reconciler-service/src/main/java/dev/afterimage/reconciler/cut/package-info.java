/** Positions in the source's log at which both sides can be compared. */
@NullMarked
package dev.afterimage.reconciler.cut;

import org.jspecify.annotations.NullMarked;
