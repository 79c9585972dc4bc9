/** What to do with each event, decided without any I/O: what supersedes what, what waits, what is settled. */
@NullMarked
package dev.afterimage.indexer.plan;

import org.jspecify.annotations.NullMarked;
