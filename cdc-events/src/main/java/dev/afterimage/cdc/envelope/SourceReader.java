package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.type.JsonBytes;
import dev.afterimage.cdc.type.JsonCursor;
import org.jspecify.annotations.Nullable;

/** Reads the source and transaction blocks into the topic's {@link SourceFields}. Used by one thread at a time. */
final class SourceReader {
    private static final SourceField[] TRANSACTION_FIELDS = {SourceField.TRANSACTION_ID, SourceField.TOTAL_ORDER};

    private final JsonCursor cursor;
    private final JsonValues values;
    private final JsonBytes scratch = new JsonBytes(64);

    SourceReader(JsonCursor cursor, JsonValues values) {
        this.cursor = cursor;
        this.values = values;
    }

    void source(TopicMemory memory) throws EventFailure {
        block(memory, memory.sourceNames, null);
    }

    void transaction(TopicMemory memory) throws EventFailure {
        block(memory, memory.transactionNames, TRANSACTION_FIELDS);
    }

    private void block(TopicMemory memory, MemberNames names, SourceField @Nullable [] fields) throws EventFailure {
        cursor.expect('{');
        if (cursor.take('}')) {
            return;
        }
        long seen = 0;
        int place = 0;
        do {
            int code = names.take(cursor, place++);
            if (code == MemberNames.UNKNOWN) {
                cursor.skipValue();
                continue;
            }
            seen = MemberNames.once(cursor, seen, code);
            if (fields != null && code >= fields.length) {
                cursor.skipValue();
            } else {
                field(memory.source, fields == null ? SourceField.at(code) : fields[code]);
            }
        } while (cursor.take(','));
        cursor.expect('}');
    }

    /** Reads one field's value, null included. */
    void field(SourceFields source, SourceField field) throws EventFailure {
        switch (cursor.peek()) {
            case 'n' -> cursor.skipValue();
            case 't', 'f' -> source.bool(field, cursor.bool());
            case '"' -> {
                cursor.string();
                if (cursor.escaped()) {
                    scratch.clear();
                    cursor.unescape(scratch);
                    source.text(field, scratch.array(), 0, scratch.length());
                } else {
                    source.text(field, cursor.input(), cursor.from(), cursor.to());
                }
            }
            default -> source.number(field, values.integer());
        }
    }
}
