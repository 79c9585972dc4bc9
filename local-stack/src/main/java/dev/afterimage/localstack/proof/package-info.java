/** The exact comparison of PostgreSQL tables with Elasticsearch indices, written from the public contracts and from nothing of the indexer's code. */
@NullMarked
package dev.afterimage.localstack.proof;

import org.jspecify.annotations.NullMarked;
