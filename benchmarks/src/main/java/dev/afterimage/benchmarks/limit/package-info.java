/** The physical limit: ready-made bulk bodies sent to the same node. */
@NullMarked
package dev.afterimage.benchmarks.limit;

import org.jspecify.annotations.NullMarked;
