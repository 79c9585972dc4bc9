/** One key on both sides, with what is known of it. */
@NullMarked
package dev.afterimage.reconciler.key;

import org.jspecify.annotations.NullMarked;
