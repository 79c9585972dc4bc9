/** The peer: what a careful team writes with Flink to put transactions together. */
@NullMarked
package dev.afterimage.benchmarks.flink;

import org.jspecify.annotations.NullMarked;
