/** What was measured, in words, numbers and goals. */
@NullMarked
package dev.afterimage.benchmarks.report;

import org.jspecify.annotations.NullMarked;
