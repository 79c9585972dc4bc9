package dev.afterimage.dlq.letter;

import java.util.List;

/** Who wrote a dead letter, told by the names of its headers. */
public enum Dialect {
    /** Our own services. */
    AFTERIMAGE("dlq.", "__streams.errors."),
    /** Kafka Connect's error reporter. */
    CONNECT("__connect.errors."),
    /** Spring for Apache Kafka, whose coordinates are binary. */
    SPRING("kafka_dlt-", "springDeserializerException"),
    /** SmallRye Reactive Messaging, as in Quarkus. */
    SMALLRYE("dead-letter-"),
    /** Kafka Streams (KIP-1034). */
    STREAMS("__streams.errors."),
    /** None of them: the letter is all that is known of the record. */
    UNKNOWN;

    private final List<String> prefixes;

    Dialect(String... prefixes) {
        this.prefixes = List.of(prefixes);
    }

    /** Whether a header was added when the record became a dead letter, and is no part of the record. */
    public boolean added(String header) {
        return prefixes.stream().anyMatch(header::startsWith);
    }
}
