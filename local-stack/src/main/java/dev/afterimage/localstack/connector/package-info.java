/** Debezium connectors and the REST API of Kafka Connect. */
@NullMarked
package dev.afterimage.localstack.connector;

import org.jspecify.annotations.NullMarked;
