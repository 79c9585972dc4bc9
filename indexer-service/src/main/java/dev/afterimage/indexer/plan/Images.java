package dev.afterimage.indexer.plan;

import dev.afterimage.cdc.event.ColumnState;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.event.TableSchema;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Completes images whose unavailable columns are known from elsewhere. */
public final class Images {
    /** Size of the pointer that stands in a row for a value stored out of line (PostgreSQL: varatt_external and its header). */
    private static final int TOAST_POINTER_BYTES = 18;

    private Images() {}

    /** {@code newer} with every unavailable column that {@code older} knows; the columns match by name. */
    public static RowImage join(RowImage newer, RowImage older) {
        if (newer.complete()) {
            return newer;
        }
        ImageCopy joined = new ImageCopy(newer.schema());
        for (int i = 0; i < newer.schema().size(); i++) {
            int there = newer.state(i) == ColumnState.UNAVAILABLE
                    ? older.schema().indexOf(newer.schema().column(i).name())
                    : -1;
            if (there >= 0 && known(older.state(there))) {
                joined.take(i, older, there);
            } else {
                joined.take(i, newer, i);
            }
        }
        return joined.build();
    }

    /**
     * {@code image} with unavailable columns filled from JSON values that are known otherwise.
     *
     * @param known the JSON of a column, or null if it is not known
     */
    public static RowImage fill(RowImage image, IntFunction<byte @Nullable []> known) {
        ImageCopy filled = new ImageCopy(image.schema());
        for (int i = 0; i < image.schema().size(); i++) {
            byte[] json = image.state(i) == ColumnState.UNAVAILABLE ? known.apply(i) : null;
            if (json == null) {
                filled.take(i, image, i);
            } else {
                filled.take(i, json);
            }
        }
        return filled.build();
    }

    /**
     * An update's image with unavailable columns taken from the row before it.
     *
     * <p>Only REPLICA IDENTITY FULL sends the whole old row; otherwise columns outside the identity are null or their type's zero there (FACTS
     * §3.1). A value that was not sent is stored out of line, so it is neither null nor shorter than the pointer in its place: that tells a
     * true old value from a zero.
     */
    public static RowImage fromBefore(RowImage after, RowImage before) {
        if (after.complete()) {
            return after;
        }
        return fill(after, column -> {
            int there = before.schema().indexOf(after.schema().column(column).name());
            return there >= 0 && before.hasValue(there) && before.end(there) - before.start(there) > TOAST_POINTER_BYTES
                    ? Arrays.copyOfRange(before.buffer(), before.start(there), before.end(there))
                    : null;
        });
    }

    /** A row of which nothing is known. */
    public static RowImage unavailable(TableSchema schema) {
        ImageCopy none = new ImageCopy(schema);
        for (int i = 0; i < schema.size(); i++) {
            none.unavailable(i);
        }
        return none.build();
    }

    private static boolean known(ColumnState state) {
        return state == ColumnState.VALUE || state == ColumnState.NULL;
    }
}
