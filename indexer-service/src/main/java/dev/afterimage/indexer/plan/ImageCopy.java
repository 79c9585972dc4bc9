package dev.afterimage.indexer.plan;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.afterimage.cdc.event.ColumnState;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.event.TableSchema;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** A new image put together from values of others, column by column in the schema's order. */
final class ImageCopy {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final TableSchema schema;
    private final ByteArrayOutputStream members = new ByteArrayOutputStream(1024);
    private final int[] starts;
    private final int[] ends;
    private final byte[] states;

    ImageCopy(TableSchema schema) {
        this.schema = schema;
        this.starts = new int[schema.size()];
        this.ends = new int[schema.size()];
        this.states = new byte[schema.size()];
        Arrays.fill(states, (byte) ColumnState.ABSENT.ordinal());
    }

    /** Takes what another image says of a column of its own. */
    void take(int column, RowImage from, int there) {
        switch (from.state(there)) {
            case VALUE -> member(column, from.buffer(), from.start(there), from.end(there), ColumnState.VALUE);
            case NULL -> member(column, NULL, 0, NULL.length, ColumnState.NULL);
            case UNAVAILABLE -> unavailable(column);
            case ABSENT -> {}
        }
    }

    /** Takes a value that is JSON already, null included. */
    void take(int column, byte[] json) {
        member(column, json, 0, json.length, Arrays.equals(json, NULL) ? ColumnState.NULL : ColumnState.VALUE);
    }

    void unavailable(int column) {
        states[column] = (byte) ColumnState.UNAVAILABLE.ordinal();
    }

    private void member(int column, byte[] json, int start, int end, ColumnState state) {
        if (members.size() > 0) {
            members.write(',');
        }
        members.write('"');
        members.writeBytes(JsonStringEncoder.getInstance()
                .quoteAsUTF8(schema.column(column).name()));
        members.write('"');
        members.write(':');
        starts[column] = members.size();
        members.write(json, start, end - start);
        ends[column] = members.size();
        states[column] = (byte) state.ordinal();
    }

    RowImage build() {
        return new RowImage(schema, members.toByteArray(), members.size(), starts, ends, states);
    }
}
