/** Tests of {@code gateway}. */
@NullMarked
package dev.afterimage.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
