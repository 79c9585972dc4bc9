/** The index's side, by searches over one point in time. */
@NullMarked
package dev.afterimage.reconciler.index;

import org.jspecify.annotations.NullMarked;
