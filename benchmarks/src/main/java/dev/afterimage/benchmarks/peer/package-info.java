/** The first peer: the loop around elasticsearch-java's BulkIngester that a careful team writes. */
@NullMarked
package dev.afterimage.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
