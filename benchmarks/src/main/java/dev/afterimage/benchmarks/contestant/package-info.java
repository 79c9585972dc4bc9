/** Who is measured: each drains a topic into an index, in a process of its own. */
@NullMarked
package dev.afterimage.benchmarks.contestant;

import org.jspecify.annotations.NullMarked;
