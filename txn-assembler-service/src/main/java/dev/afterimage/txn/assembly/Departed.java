package dev.afterimage.txn.assembly;

/**
 * What is remembered of a transaction that has left, so that what comes of it later is known for what it is.
 *
 * @param id as it left
 * @param whole whether it left whole, else it was given up
 * @param generation which of the transactions of its key
 * @param events the source's count of all its events, -1 if unknown
 * @param rows how many of them left
 * @param committedAt milliseconds since 1970
 * @param at when it left, milliseconds since 1970
 * @param cause why it was given up; empty if it was whole
 */
public record Departed(
        String id,
        boolean whole,
        Generation generation,
        long events,
        long rows,
        long committedAt,
        long at,
        String cause) {
    /** Whether a row of it that comes now has left with it already, so that it says nothing new. */
    public boolean knew(Piece.Row row) {
        return whole && row.order() <= events;
    }
}
