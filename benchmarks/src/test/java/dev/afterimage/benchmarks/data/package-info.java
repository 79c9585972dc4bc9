/** Tests of {@code data}. */
@NullMarked
package dev.afterimage.benchmarks.data;

import org.jspecify.annotations.NullMarked;
