/** The pipeline's vital signs: one small class reads each of them, pure code judges, one loop keeps the board. */
@NullMarked
package dev.afterimage.reconciler.watch;

import org.jspecify.annotations.NullMarked;
