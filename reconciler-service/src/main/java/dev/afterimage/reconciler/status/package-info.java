/** Metrics and health. */
@NullMarked
package dev.afterimage.reconciler.status;

import org.jspecify.annotations.NullMarked;
