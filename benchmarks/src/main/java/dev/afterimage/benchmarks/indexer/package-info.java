/** The benchmarks IDX-1 to IDX-5 of the indexer. */
@NullMarked
package dev.afterimage.benchmarks.indexer;

import org.jspecify.annotations.NullMarked;
