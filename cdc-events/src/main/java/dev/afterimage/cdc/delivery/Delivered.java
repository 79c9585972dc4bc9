package dev.afterimage.cdc.delivery;

/** What a record of {@code afterimage.transactions} is. Immutable. */
public sealed interface Delivered {
    /** The connector's name. */
    String source();

    /** The transaction's id, which no other transaction of its source has. */
    String id();

    /** A transaction with all its events. */
    record Whole(String source, String id) implements Delivered {}

    /**
     * Some of the events of a transaction, of no value before its manifest has come.
     *
     * @param number from 1
     */
    record Part(String source, String id, int number) implements Delivered {}

    /**
     * The end of a transaction that came in parts.
     *
     * @param parts how many there are
     * @param checksum over them, see {@link PartChecksum}
     */
    record Manifest(String source, String id, int parts, String checksum) implements Delivered {}
}
