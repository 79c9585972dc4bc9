package dev.afterimage.cdc.event;

import java.nio.charset.StandardCharsets;

/**
 * The values of one row, each already exact JSON, in one buffer.
 *
 * <p>The buffer holds the JSON members {@code "name":value} of the columns that have a value or are null, in the schema's order, joined by
 * commas and without braces; unavailable and absent columns have no member. {@link #start} and {@link #end} delimit a column's value
 * within it. A reader copies slices and never parses. Treated as immutable: callers must not write into {@link #buffer()}.
 */
public final class RowImage {
    private static final ColumnState[] STATES = ColumnState.values();

    private final TableSchema schema;
    private final byte[] buffer;
    private final int length;
    private final int[] starts;
    private final int[] ends;
    private final byte[] states;
    private final int unavailable;

    /**
     * @param buffer members text, owned by the image from here on
     * @param length how much of the buffer is used
     * @param starts per column, where its value starts in the buffer
     * @param ends per column, where its value ends (exclusive)
     * @param states per column, the ordinal of its {@link ColumnState}
     */
    public RowImage(TableSchema schema, byte[] buffer, int length, int[] starts, int[] ends, byte[] states) {
        if (starts.length != schema.size() || ends.length != schema.size() || states.length != schema.size()) {
            throw new IllegalArgumentException("an image has one slot a column");
        }
        this.schema = schema;
        this.buffer = buffer;
        this.length = length;
        this.starts = starts;
        this.ends = ends;
        this.states = states;
        int missing = 0;
        for (byte state : states) {
            if (state == ColumnState.UNAVAILABLE.ordinal()) {
                missing++;
            }
        }
        this.unavailable = missing;
    }

    public TableSchema schema() {
        return schema;
    }

    public ColumnState state(int column) {
        return STATES[states[column]];
    }

    public boolean hasValue(int column) {
        return states[column] == 0;
    }

    /** Whether no column is unavailable. */
    public boolean complete() {
        return unavailable == 0;
    }

    public byte[] buffer() {
        return buffer;
    }

    /** Length of the members text, which starts at 0. */
    public int length() {
        return length;
    }

    public int start(int column) {
        return starts[column];
    }

    public int end(int column) {
        return ends[column];
    }

    /** The column's JSON as text, for messages and tests; not for the hot path. */
    public String json(int column) {
        return new String(buffer, starts[column], ends[column] - starts[column], StandardCharsets.UTF_8);
    }

    /** The members in braces: {@code {"id":1,…}}. Holds the row's data: not for logs. */
    public String toJson() {
        return "{" + new String(buffer, 0, length, StandardCharsets.UTF_8) + "}";
    }

    @Override
    public String toString() {
        return "RowImage[" + schema.size() + " columns, " + unavailable + " unavailable]";
    }
}
