package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.type.JsonBytes;
import dev.afterimage.cdc.type.JsonCursor;
import dev.afterimage.cdc.type.RowLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the members of Debezium's envelope. Used by one thread at a time; what was read stands until the next reading. */
final class EnvelopeReader implements EventAssembly.Enveloped {
    /** The members of an envelope; those without a meaning here are known so that an envelope is told from other records. */
    static final List<String> NAMES = List.of(
            "before",
            "after",
            "source",
            "transaction",
            "op",
            "message",
            "updateDescription",
            "ts_ms",
            "ts_us",
            "ts_ns");

    static final List<String> TRANSACTION_NAMES = List.of("id", "total_order", "data_collection_order");
    private static final int SOURCE = NAMES.indexOf("source");
    private static final int OP = NAMES.indexOf("op");
    private static final int NOWHERE = -1;

    private final JsonCursor cursor;
    private final RowReader rows;
    private final SourceReader sources;
    private final JsonCursor documentCursor = new JsonCursor();
    private final RowReader documentRows = new RowReader(documentCursor, new JsonValues(documentCursor));
    private final boolean plainRows;
    private final boolean oldRowsOnDemand;

    private @Nullable RowImage before;
    private @Nullable RowImage after;
    private @Nullable Operation operation;
    private String messagePrefix = "";
    private boolean documents;
    private boolean passedOver;

    /**
     * @param plainRows whether rows without schema are read; else they are passed over
     * @param oldRowsOnDemand whether an old row is read only where there is no new one, or one that lacks columns
     */
    EnvelopeReader(
            JsonCursor cursor, RowReader rows, SourceReader sources, boolean plainRows, boolean oldRowsOnDemand) {
        this.cursor = cursor;
        this.rows = rows;
        this.sources = sources;
        this.plainRows = plainRows;
        this.oldRowsOnDemand = oldRowsOnDemand;
    }

    @Override
    public @Nullable RowImage before() {
        return before;
    }

    @Override
    public @Nullable RowImage after() {
        return after;
    }

    @Override
    public @Nullable Operation operation() {
        return operation;
    }

    @Override
    public String messagePrefix() {
        return messagePrefix;
    }

    @Override
    public boolean documents() {
        return documents;
    }

    /** Whether rows without schema were passed over. */
    boolean passedOver() {
        return passedOver;
    }

    /**
     * Reads the payload that the cursor stands before.
     *
     * @param shape what the schema told, or null
     * @return false if it is no envelope; the cursor is then anywhere
     */
    boolean read(TopicMemory memory, RecordShape.@Nullable Enveloped shape) throws EventFailure {
        before = null;
        after = null;
        operation = null;
        messagePrefix = "";
        documents = false;
        passedOver = false;
        memory.source.clear();
        cursor.expect('{');
        if (cursor.take('}')) {
            return false;
        }
        long seen = 0;
        int place = 0;
        int oldRow = NOWHERE;
        do {
            int code = memory.envelopeNames.take(cursor, place++);
            if (code == MemberNames.UNKNOWN) {
                if (shape == null) {
                    return false;
                }
                cursor.skipValue();
                continue;
            }
            seen = MemberNames.once(cursor, seen, code);
            if (cursor.takeNull()) {
                continue;
            }
            switch (code) {
                case 0 -> {
                    if (oldRowsOnDemand) {
                        oldRow = cursor.position();
                        cursor.skipValue();
                    } else {
                        before = row(memory, shape == null ? null : shape.before());
                    }
                }
                case 1 -> after = row(memory, shape == null ? null : shape.after());
                case 2 -> sources.source(memory);
                case 3 -> sources.transaction(memory);
                case 4 -> operation = operation(cursor);
                case 5 -> messagePrefix = prefix();
                default -> cursor.skipValue();
            }
        } while (cursor.take(','));
        cursor.expect('}');
        if (oldRow != NOWHERE && (after == null || !after.complete())) {
            int end = cursor.position();
            cursor.position(oldRow);
            before = row(memory, shape == null ? null : shape.before());
            cursor.position(end);
        }
        return (seen & 1L << SOURCE) != 0 && (seen & 1L << OP) != 0;
    }

    private @Nullable RowImage row(TopicMemory memory, @Nullable RowLayout layout) throws EventFailure {
        if (cursor.peek() == '"') {
            return document(memory);
        }
        if (layout != null) {
            return rows.typed(layout);
        }
        if (!plainRows) {
            cursor.skipValue();
            passedOver = true;
            return null;
        }
        return rows.untyped(memory.rows);
    }

    private RowImage document(TopicMemory memory) throws EventFailure {
        documents = true;
        cursor.string();
        JsonBytes text = new JsonBytes(cursor.to() - cursor.from());
        cursor.unescape(text);
        documentCursor.reset(text.array(), 0, text.length());
        RowImage image = documentRows.untyped(memory.rows);
        documentCursor.end();
        return image;
    }

    static Operation operation(JsonCursor cursor) throws EventFailure {
        return switch (MemberNames.text(cursor)) {
            case "c" -> Operation.CREATE;
            case "u" -> Operation.UPDATE;
            case "r" -> Operation.READ;
            case "d" -> Operation.DELETE;
            case "t" -> Operation.TRUNCATE;
            case "m" -> Operation.MESSAGE;
            default -> throw cursor.malformed("op is none of c, u, r, d, t, m");
        };
    }

    private String prefix() throws EventFailure {
        String prefix = "";
        cursor.expect('{');
        if (cursor.take('}')) {
            return prefix;
        }
        do {
            String name = MemberNames.text(cursor);
            cursor.expect(':');
            if (name.equals("prefix")) {
                prefix = MemberNames.text(cursor);
            } else {
                cursor.skipValue();
            }
        } while (cursor.take(','));
        cursor.expect('}');
        return prefix;
    }
}
