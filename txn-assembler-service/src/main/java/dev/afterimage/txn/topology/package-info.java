/** The road of the records through Kafka Streams: decoded, brought together by transaction, assembled. */
@NullMarked
package dev.afterimage.txn.topology;

import org.jspecify.annotations.NullMarked;
