package dev.afterimage.benchmarks.flink;

/** A transaction on its way to the sink. */
public final class Document {
    /** The source and the transaction's number. */
    public String key = "";

    /** The document. */
    public byte[] value = new byte[0];

    public Document() {}
}
