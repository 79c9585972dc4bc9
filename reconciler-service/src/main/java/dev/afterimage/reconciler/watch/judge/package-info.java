/** What figures of the pipeline mean: pure, without any input or output. */
@NullMarked
package dev.afterimage.reconciler.watch.judge;

import org.jspecify.annotations.NullMarked;
