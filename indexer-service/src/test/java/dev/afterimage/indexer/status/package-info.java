/** The indexer's status as people, probes and metrics see it. */
@NullMarked
package dev.afterimage.indexer.status;

import org.jspecify.annotations.NullMarked;
