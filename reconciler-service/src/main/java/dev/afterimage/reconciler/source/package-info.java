/** The source's side, by SQL within one snapshot. */
@NullMarked
package dev.afterimage.reconciler.source;

import org.jspecify.annotations.NullMarked;
