/** The indexer: from change events in Kafka to documents in Elasticsearch; this package only puts the parts together. */
@NullMarked
package dev.afterimage.indexer;

import org.jspecify.annotations.NullMarked;
