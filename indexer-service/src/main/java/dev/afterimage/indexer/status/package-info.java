/** Watches the pipeline and tells people, probes and metrics how it is: it reads snapshots and changes nothing. */
@NullMarked
package dev.afterimage.indexer.status;

import org.jspecify.annotations.NullMarked;
