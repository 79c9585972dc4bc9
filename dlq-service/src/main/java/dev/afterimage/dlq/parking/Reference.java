package dev.afterimage.dlq.parking;

/**
 * That an event of a topic holds a value in a column. Immutable.
 *
 * @param topic of the event
 * @param column which column
 * @param valueHash SHA-256 of the value's text, hexadecimal
 */
public record Reference(String topic, String column, String valueHash) {}
