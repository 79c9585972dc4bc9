/** The delete memory kept in the index itself: tombstone documents made by a truncate, and purged after the horizon. */
@NullMarked
package dev.afterimage.indexer.index.memory;

import org.jspecify.annotations.NullMarked;
