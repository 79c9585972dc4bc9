package dev.afterimage.cdc.type;

/** Writes a JSON array: the decoder writes the brackets and commas, {@code element} the values. */
public record ListWriter(ColumnType type, ValueWriter element) implements ValueWriter {}
