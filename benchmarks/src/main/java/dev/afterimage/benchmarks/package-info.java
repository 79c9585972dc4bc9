/** Measurements against the physical limit and against peers, all in one run. */
@NullMarked
package dev.afterimage.benchmarks;

import org.jspecify.annotations.NullMarked;
