/** REC-1 to REC-3: how fast the reconciler compares, how exactly it finds, and that it raises no false alarm. */
@NullMarked
package dev.afterimage.benchmarks.reconciler;

import org.jspecify.annotations.NullMarked;
