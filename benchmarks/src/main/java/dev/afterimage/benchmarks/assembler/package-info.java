/** The benchmarks of the transaction assembler, TXN-1 to TXN-4, against a pass-through topology as the limit and Flink as the peer. */
@NullMarked
package dev.afterimage.benchmarks.assembler;

import org.jspecify.annotations.NullMarked;
