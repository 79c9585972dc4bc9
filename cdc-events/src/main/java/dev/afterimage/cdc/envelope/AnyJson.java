package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.type.JsonBytes;
import dev.afterimage.cdc.type.JsonCursor;
import dev.afterimage.cdc.type.LogicalTypes;
import dev.afterimage.cdc.type.Placeholder;
import dev.afterimage.cdc.type.ValueWriter;

/** Copies an object or array of which no schema tells anything: compact, with no more escapes than needed, else as it stands. */
final class AnyJson {
    private static final ValueWriter WITHIN =
            new LogicalTypes(new Placeholder(Placeholder.DEFAULT)).untyped("of no known type", null);

    private final JsonCursor cursor;
    private final JsonValues values;

    AnyJson(JsonCursor cursor, JsonValues values) {
        this.cursor = cursor;
        this.values = values;
    }

    /** @param document whether it is a JSON column's value, in which every object means itself */
    void copy(JsonBytes out, boolean document) throws EventFailure {
        copy(out, document, 0);
    }

    private void copy(JsonBytes out, boolean document, int depth) throws EventFailure {
        if (depth > JsonCursor.MAX_DEPTH) {
            throw cursor.malformed("nested more than " + JsonCursor.MAX_DEPTH + " deep");
        }
        switch (cursor.peek()) {
            case '[' -> array(out, document, depth);
            case '{' -> object(out, document, depth);
            case 'n' -> {
                if (cursor.takeNull()) {
                    out.ascii("null");
                }
            }
            case '"' -> {
                if (document) {
                    values.text(out);
                } else {
                    values.read(WITHIN, out);
                }
            }
            default -> values.read(WITHIN, out);
        }
    }

    private void array(JsonBytes out, boolean document, int depth) throws EventFailure {
        cursor.expect('[');
        out.put('[');
        if (!cursor.take(']')) {
            copy(out, document, depth + 1);
            while (cursor.take(',')) {
                out.put(',');
                copy(out, document, depth + 1);
            }
            cursor.expect(']');
        }
        out.put(']');
    }

    private void object(JsonBytes out, boolean document, int depth) throws EventFailure {
        cursor.expect('{');
        out.put('{');
        if (!cursor.take('}')) {
            boolean scaled = !document && scaleFollows();
            member(out, document, depth);
            int members = 1;
            while (cursor.take(',')) {
                out.put(',');
                scaled &= nameFollows("value");
                member(out, document, depth);
                members++;
            }
            cursor.expect('}');
            if (scaled && members == 2) {
                throw new EventFailure(
                        FailureCategory.CONNECTOR_SETTING,
                        "a decimal came as bytes that JSON without schema cannot tell the type of: set"
                                + " decimal.handling.mode=string in the connector, or schemas.enable=true in its converter");
            }
        }
        out.put('}');
    }

    private void member(JsonBytes out, boolean document, int depth) throws EventFailure {
        values.name(out);
        copy(out, document, depth + 1);
    }

    /** Whether the next member is {@code scale} with a number. */
    private boolean scaleFollows() throws EventFailure {
        int start = cursor.position();
        boolean follows = nameFollows("scale");
        if (follows) {
            cursor.string();
            cursor.expect(':');
            int next = cursor.peek();
            follows = next == '-' || next >= '0' && next <= '9';
        }
        cursor.position(start);
        return follows;
    }

    private boolean nameFollows(String name) throws EventFailure {
        int start = cursor.position();
        boolean follows = MemberNames.text(cursor).equals(name);
        cursor.position(start);
        return follows;
    }
}
