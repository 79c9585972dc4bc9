/** The dead-letter service against the database's own limit and a peer. */
@NullMarked
package dev.afterimage.benchmarks.dlq;

import org.jspecify.annotations.NullMarked;
