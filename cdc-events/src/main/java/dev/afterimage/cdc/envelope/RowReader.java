package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.type.JsonCursor;
import dev.afterimage.cdc.type.RowImageBuilder;
import dev.afterimage.cdc.type.RowLayout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a row's object off the cursor into an image. Used by one thread at a time. */
final class RowReader {
    private final JsonCursor cursor;
    private final JsonValues values;
    private final RowImageBuilder builder = new RowImageBuilder();

    RowReader(JsonCursor cursor, JsonValues values) {
        this.cursor = cursor;
        this.values = values;
    }

    /** Reads a row whose columns a schema has told. */
    RowImage typed(RowLayout layout) throws EventFailure {
        RowImage image = attempt(layout, false);
        if (image == null) {
            throw cursor.malformed("a member that the schema has not");
        }
        return image;
    }

    /** Reads a row of which only the names tell the columns. */
    RowImage untyped(UntypedLayouts layouts) throws EventFailure {
        int start = cursor.position();
        RowLayout recent = layouts.recent();
        if (recent != null) {
            RowImage image = attempt(recent, true);
            if (image != null) {
                return image;
            }
            cursor.position(start);
        }
        RowLayout layout = layouts.of(names());
        cursor.position(start);
        RowImage image = attempt(layout, true);
        if (image == null) {
            throw cursor.malformed("the row's members changed while it was read");
        }
        return image;
    }

    /** The names of the object's members, all of it checked and passed. */
    List<String> names() throws EventFailure {
        Set<String> names = new LinkedHashSet<>();
        cursor.expect('{');
        if (cursor.take('}')) {
            return List.of();
        }
        do {
            if (!names.add(MemberNames.text(cursor))) {
                throw cursor.malformed("a member that was there already");
            }
            cursor.expect(':');
            cursor.skipValue();
        } while (cursor.take(','));
        cursor.expect('}');
        return new ArrayList<>(names);
    }

    /** Reads one column's value, null included, into the image begun. */
    void column(int column, RowLayout layout, RowImageBuilder image) throws EventFailure {
        if (image.mentioned(column)) {
            throw cursor.malformed("a member that was there already");
        }
        if (cursor.takeNull()) {
            image.nothing(column);
        } else {
            values.read(layout.writer(column), image.open(column));
            image.close(column);
        }
    }

    /** Reads the row with this layout, or gives null if it has a column that the layout has not, or (if {@code exact}) lacks one. */
    private @Nullable RowImage attempt(RowLayout layout, boolean exact) throws EventFailure {
        builder.begin(layout);
        int size = layout.size();
        int next = 0;
        int count = 0;
        cursor.expect('{');
        if (!cursor.take('}')) {
            do {
                int column = next;
                if (next >= size || !cursor.takeExactly(layout.prefix(next))) {
                    column = layout.schema().indexOf(MemberNames.text(cursor));
                    if (column < 0) {
                        return null;
                    }
                    cursor.expect(':');
                }
                column(column, layout, builder);
                next = column + 1;
                count++;
            } while (cursor.take(','));
            cursor.expect('}');
        }
        return exact && count < size ? null : builder.build();
    }
}
