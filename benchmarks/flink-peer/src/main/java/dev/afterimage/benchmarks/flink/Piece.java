package dev.afterimage.benchmarks.flink;

/** A record of a transaction as it passes between the operators; public fields, since that is Flink's fastest form of a type of one's own. */
public final class Piece {
    /** The source and the transaction's number. */
    public String key = "";

    /** The event's place; 0 for a BEGIN or END. */
    public long order;

    /** How many events the END counts; -1 for anything else. */
    public long counted = -1;

    /** The record's value. */
    public byte[] value = new byte[0];

    public Piece() {}
}
