/** From Kafka to settled: the listener, the gate of each partition and the thread that works off what came. */
@NullMarked
package dev.afterimage.indexer.intake;

import org.jspecify.annotations.NullMarked;
