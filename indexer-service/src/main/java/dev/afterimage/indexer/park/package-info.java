/** Dead letters out, outcomes back. */
@NullMarked
package dev.afterimage.indexer.park;

import org.jspecify.annotations.NullMarked;
