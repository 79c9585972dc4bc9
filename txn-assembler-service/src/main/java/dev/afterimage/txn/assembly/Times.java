package dev.afterimage.txn.assembly;

/**
 * When the first and the last piece of a transaction came, in the records' own time and by the clock; milliseconds since 1970.
 *
 * @param firstStream time of the record that brought the first piece
 * @param firstWall when this service read it
 * @param lastStream highest time of a record that brought a piece
 * @param lastWall when this service read the last piece
 */
public record Times(long firstStream, long firstWall, long lastStream, long lastWall) {}
