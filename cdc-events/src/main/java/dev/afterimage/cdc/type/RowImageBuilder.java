package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.ColumnState;
import dev.afterimage.cdc.event.RowImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds a row image column by column in one growing buffer.
 *
 * <p>For each column either {@link #nothing} is called, or {@link #open}, then the writers write into the buffer, then {@link #close}.
 * Columns not mentioned are absent. Used by one thread at a time, and reused.
 */
public final class RowImageBuilder {
    private static final byte VALUE = (byte) ColumnState.VALUE.ordinal();
    private static final byte NULL = (byte) ColumnState.NULL.ordinal();
    private static final byte UNAVAILABLE = (byte) ColumnState.UNAVAILABLE.ordinal();
    private static final byte ABSENT = (byte) ColumnState.ABSENT.ordinal();
    private static final byte[] NULL_TEXT = {'n', 'u', 'l', 'l'};

    private final JsonBytes out = new JsonBytes(4096);
    private @Nullable RowLayout layout;
    private int[] starts = {};
    private int[] ends = {};
    private byte[] states = {};
    private int memberStart;
    private int last;
    private boolean ordered;

    /** Starts an image, forgetting one that was not built. */
    public void begin(RowLayout newLayout) {
        layout = newLayout;
        int size = newLayout.size();
        starts = new int[size];
        ends = new int[size];
        states = new byte[size];
        Arrays.fill(states, ABSENT);
        out.clear();
        last = -1;
        ordered = true;
    }

    /** Whether the image has said something of the column. */
    public boolean mentioned(int column) {
        return states[column] != ABSENT;
    }

    /** Begins the column's value and gives the buffer to write it into. */
    public JsonBytes open(int column) {
        memberStart = out.length();
        if (memberStart > 0) {
            out.put(',');
        }
        byte[] prefix = layout().prefix(column);
        out.put(prefix, 0, prefix.length);
        starts[column] = out.length();
        ordered &= column > last;
        last = column;
        return out;
    }

    /** Ends the column's value; the connector's placeholder makes the column unavailable. */
    public void close(int column) throws EventFailure {
        int end = out.length();
        ends[column] = end;
        states[column] = VALUE;
        int marks = out.takePlaceholders();
        if (layout().isPlaceholder(column, out.array(), starts[column], end)) {
            states[column] = UNAVAILABLE;
            starts[column] = 0;
            ends[column] = 0;
            out.truncate(memberStart);
        } else if (marks > 0) {
            throw new EventFailure(
                    FailureCategory.MALFORMED,
                    "column " + layout().schema().column(column).name()
                            + ": the placeholder of an unavailable value stands inside a value");
        }
    }

    /** The column is SQL NULL. */
    public void nothing(int column) {
        open(column);
        out.put(NULL_TEXT, 0, NULL_TEXT.length);
        ends[column] = out.length();
        states[column] = NULL;
    }

    /** The image, in a buffer of its own. */
    public RowImage build() {
        if (!ordered) {
            reorder();
        }
        return new RowImage(
                layout().schema(), Arrays.copyOf(out.array(), out.length()), out.length(), starts, ends, states);
    }

    private void reorder() {
        byte[] unordered = Arrays.copyOf(out.array(), out.length());
        out.clear();
        for (int column = 0; column < states.length; column++) {
            if (states[column] == VALUE || states[column] == NULL) {
                int from = starts[column];
                int to = ends[column];
                open(column);
                out.put(unordered, from, to);
                ends[column] = out.length();
            }
        }
    }

    private RowLayout layout() {
        RowLayout present = layout;
        if (present == null) {
            throw new IllegalStateException("no image was begun");
        }
        return present;
    }
}
