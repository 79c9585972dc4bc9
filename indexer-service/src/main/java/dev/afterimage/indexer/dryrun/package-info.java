/** What a dry run finds, judged and told without any I/O: hazards first, then every table. */
@NullMarked
package dev.afterimage.indexer.dryrun;

import org.jspecify.annotations.NullMarked;
