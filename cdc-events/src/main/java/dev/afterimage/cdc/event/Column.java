package dev.afterimage.cdc.event;

import dev.afterimage.cdc.type.ColumnType;

/**
 * One column of a table as the source's schema tells it.
 *
 * @param name the column's name as delivered, any characters
 * @param type what its values are
 * @param optional whether it may be null
 */
public record Column(String name, ColumnType type, boolean optional) {}
