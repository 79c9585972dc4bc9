/** Everything that talks to Elasticsearch: the connection, versioned bulk writes, reads of stored documents. */
@NullMarked
package dev.afterimage.indexer.index;

import org.jspecify.annotations.NullMarked;
