package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.type.ConnectSchema;
import dev.afterimage.cdc.type.JsonCursor;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds the payload of a record: behind its schema in {@code {"schema":…,"payload":…}}, or the record itself.
 *
 * <p>Leaves the cursor before the payload. Used by one thread at a time.
 */
final class Wrapping {
    private static final byte[] SCHEMA = "{\"schema\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAYLOAD = ",\"payload\":".getBytes(StandardCharsets.US_ASCII);

    private final JsonCursor cursor;
    private final ConnectSchemaReader schemas;
    private boolean wrapped;

    Wrapping(JsonCursor cursor) {
        this.cursor = cursor;
        this.schemas = new ConnectSchemaReader(cursor);
    }

    /** What a schema says that its records are. */
    @FunctionalInterface
    interface Shaping {
        RecordShape shape(ConnectSchema schema) throws EventFailure;
    }

    /** Goes to the payload and gives its shape, or null if no schema tells it. */
    @Nullable
    RecordShape open(byte[] json, SchemaMemory memory, Shaping shaping) throws EventFailure {
        cursor.reset(json, 0, json.length);
        wrapped = true;
        if (cursor.takeExactly(SCHEMA)) {
            SchemaMemory.Entry known = memory.at(json, cursor.position(), json.length);
            if (known != null) {
                cursor.position(cursor.position() + known.text().length);
                if (cursor.takeExactly(PAYLOAD)) {
                    return known.shape();
                }
            }
        }
        cursor.position(0);
        return search(json, memory, shaping);
    }

    /** Demands that the record ends where its payload has ended. */
    void close() throws EventFailure {
        if (wrapped) {
            cursor.expect('}');
        }
        cursor.end();
    }

    /** The long way: a schema not seen before, white space, the payload first, or no schema. */
    private @Nullable RecordShape search(byte[] json, SchemaMemory memory, Shaping shaping) throws EventFailure {
        int schema = -1;
        int schemaEnd = -1;
        int payload = -1;
        int payloadEnd = -1;
        boolean wrapper = cursor.peek() == '{';
        if (wrapper) {
            cursor.expect('{');
            wrapper = cursor.peek() != '}';
        }
        while (wrapper) {
            String name = MemberNames.text(cursor);
            cursor.expect(':');
            int next = cursor.peek();
            int start = cursor.position();
            if (name.equals("schema") && schema < 0 && (next == '{' || next == 'n')) {
                cursor.skipValue();
                schema = start;
                schemaEnd = cursor.position();
            } else if (name.equals("payload") && payload < 0) {
                cursor.skipValue();
                payload = start;
                payloadEnd = cursor.position();
            } else {
                wrapper = false;
            }
            if (!wrapper || !cursor.take(',')) {
                break;
            }
        }
        if (!wrapper || schema < 0 || payload < 0) {
            cursor.position(0);
            wrapped = false;
            return null;
        }
        cursor.expect('}');
        cursor.end();
        RecordShape shape = null;
        cursor.position(schema);
        if (!cursor.takeNull()) {
            SchemaMemory.Entry known = memory.at(json, schema, schemaEnd);
            if (known != null && known.text().length == schemaEnd - schema) {
                shape = known.shape();
            } else {
                shape = shaping.shape(schemas.read());
                memory.remember(json, schema, schemaEnd, shape);
            }
        }
        // All that follows the payload has been checked.
        cursor.reset(json, payload, payloadEnd);
        wrapped = false;
        return shape;
    }
}
