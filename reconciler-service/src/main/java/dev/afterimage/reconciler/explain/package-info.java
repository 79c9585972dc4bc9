/** Why a difference is there. */
@NullMarked
package dev.afterimage.reconciler.explain;

import org.jspecify.annotations.NullMarked;
