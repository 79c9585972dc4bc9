/** What is set: sources, limits, topics, Kafka Streams. */
@NullMarked
package dev.afterimage.txn.config;

import org.jspecify.annotations.NullMarked;
