/** Generations of an index at Elasticsearch: copied, compared, frozen, and exchanged behind the aliases. */
@NullMarked
package dev.afterimage.indexer.index.rebuild;

import org.jspecify.annotations.NullMarked;
