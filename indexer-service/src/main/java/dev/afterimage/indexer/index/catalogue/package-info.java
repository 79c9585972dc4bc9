/** The indices themselves: mappings from table schemas, the two aliases, and what does not fit. */
@NullMarked
package dev.afterimage.indexer.index.catalogue;

import org.jspecify.annotations.NullMarked;
