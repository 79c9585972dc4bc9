/** The index under test: made with its mapping, counted, and compared with the model. */
@NullMarked
package dev.afterimage.benchmarks.index;

import org.jspecify.annotations.NullMarked;
