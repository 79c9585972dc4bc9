/** When reconciliations are due. */
@NullMarked
package dev.afterimage.reconciler.schedule;

import org.jspecify.annotations.NullMarked;
