/** Numbers from outside: CPU and allocation of a process, committed offsets, latencies, the machine. */
@NullMarked
package dev.afterimage.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
