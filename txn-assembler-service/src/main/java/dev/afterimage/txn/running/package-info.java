/** Starts the topology with its settings and topics, and lets it end in order. */
@NullMarked
package dev.afterimage.txn.running;

import org.jspecify.annotations.NullMarked;
