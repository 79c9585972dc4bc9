package dev.afterimage.cdc.type;

/**
 * Writes a map: a JSON object where the keys are texts, else an array of {@code [key,value]} pairs, as Connect's JSON converter does.
 *
 * @param key how keys are written in a pair
 * @param value how values are written
 * @param pairs whether it is an array of pairs
 */
public record MapWriter(ColumnType type, ValueWriter key, ValueWriter value, boolean pairs) implements ValueWriter {}
