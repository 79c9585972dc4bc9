/** What all instances of the indexer remember together: parked keys, truncate floors, epochs. */
@NullMarked
package dev.afterimage.indexer.index.control;

import org.jspecify.annotations.NullMarked;
