package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.type.JsonCursor;
import dev.afterimage.cdc.type.RowImageBuilder;
import dev.afterimage.cdc.type.RowLayout;
import org.jspecify.annotations.Nullable;

/** Reads a flattened record: the row's columns and, beside them, what {@code add.fields} brought. Used by one thread at a time. */
final class FlattenedReader implements EventAssembly.Flattened {
    private final JsonCursor cursor;
    private final RowReader rows;
    private final SourceReader sources;
    private final RowImageBuilder builder = new RowImageBuilder();
    private @Nullable Operation operation;
    private boolean deletedTold;
    private boolean deleted;

    FlattenedReader(JsonCursor cursor, RowReader rows, SourceReader sources) {
        this.cursor = cursor;
        this.rows = rows;
        this.sources = sources;
    }

    @Override
    public @Nullable Operation operation() {
        return operation;
    }

    @Override
    public boolean deletedTold() {
        return deletedTold;
    }

    @Override
    public boolean deleted() {
        return deleted;
    }

    /** Reads the record, or gives null if its members are not those of the layout; the cursor is then anywhere. */
    @Nullable
    RowImage read(TopicMemory memory, FlatLayout layout) throws EventFailure {
        operation = null;
        deletedTold = false;
        deleted = false;
        memory.source.clear();
        RowLayout row = layout.row();
        builder.begin(row);
        cursor.expect('{');
        int place = 0;
        int column = 0;
        if (!cursor.take('}')) {
            do {
                if (place == layout.members().size()) {
                    return null;
                }
                FlatLayout.Member member = layout.members().get(place++);
                if (!cursor.takeExactly(member.prefix()) && !takeName(member.name())) {
                    return null;
                }
                if (member.role() == FlatLayout.Role.COLUMN) {
                    rows.column(column++, row, builder);
                } else {
                    metadata(memory, member);
                }
            } while (cursor.take(','));
            cursor.expect('}');
        }
        return place < layout.members().size() ? null : builder.build();
    }

    private boolean takeName(String expected) throws EventFailure {
        if (!MemberNames.text(cursor).equals(expected)) {
            return false;
        }
        cursor.expect(':');
        return true;
    }

    private void metadata(TopicMemory memory, FlatLayout.Member member) throws EventFailure {
        if (member.field() != null) {
            sources.field(memory.source, member.field());
            return;
        }
        if (cursor.takeNull()) {
            return;
        }
        switch (member.role()) {
            case OPERATION -> operation = EnvelopeReader.operation(cursor);
            case DELETED -> {
                deletedTold = true;
                deleted = cursor.peek() == '"' ? MemberNames.text(cursor).equals("true") : cursor.bool();
            }
            case OTHER -> cursor.skipValue();
            case COLUMN, FIELD -> throw new IllegalStateException("read elsewhere");
        }
    }
}
