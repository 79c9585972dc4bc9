/** Kafka's clients as this service needs them. */
@NullMarked
package dev.afterimage.dlq.kafka;

import org.jspecify.annotations.NullMarked;
