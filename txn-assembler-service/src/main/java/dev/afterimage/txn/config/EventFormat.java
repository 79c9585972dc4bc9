package dev.afterimage.txn.config;

/** The wire form that the connector's converters write. */
public enum EventFormat {
    /** {@code JsonConverter} with {@code schemas.enable=true}. */
    JSON_SCHEMA,
    /** {@code JsonConverter} without schemas: exact only with string decimals and ISO times in the connector. */
    JSON,
    /** Avro in the Confluent wire format; needs the schema registry. */
    AVRO
}
