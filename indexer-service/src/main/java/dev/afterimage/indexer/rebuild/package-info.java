/** A rebuild of an index as a state that survives its instance, and the proof that two generations are alike; without any I/O. */
@NullMarked
package dev.afterimage.indexer.rebuild;

import org.jspecify.annotations.NullMarked;
