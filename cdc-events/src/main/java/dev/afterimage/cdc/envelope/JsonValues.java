package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.type.AssembledWriter;
import dev.afterimage.cdc.type.ColumnType;
import dev.afterimage.cdc.type.ConnectSchema;
import dev.afterimage.cdc.type.JsonBytes;
import dev.afterimage.cdc.type.JsonCursor;
import dev.afterimage.cdc.type.ListWriter;
import dev.afterimage.cdc.type.MapWriter;
import dev.afterimage.cdc.type.ScalarWriter;
import dev.afterimage.cdc.type.StructWriter;
import dev.afterimage.cdc.type.ValueWriter;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads a value off the cursor and has its column's writer write it. Used by one thread at a time. */
final class JsonValues {
    private final JsonCursor cursor;
    private final AnyJson anyJson;
    private final JsonBytes scratch = new JsonBytes(256);

    JsonValues(JsonCursor cursor) {
        this.cursor = cursor;
        this.anyJson = new AnyJson(cursor, this);
    }

    /** Reads the next value, which is not null or stands within another, and writes its exact JSON. */
    void read(ValueWriter writer, JsonBytes out) throws EventFailure {
        if (writer instanceof ScalarWriter scalar) {
            scalar(scalar, out);
        } else {
            nested(writer, out);
        }
    }

    private void nested(ValueWriter writer, JsonBytes out) throws EventFailure {
        switch (writer) {
            case ScalarWriter scalar -> scalar(scalar, out);
            case ListWriter list -> list(list, out);
            case MapWriter map -> map(map, out);
            case StructWriter struct -> struct(struct, out);
            case AssembledWriter assembled -> assembled.assemble(out, parts(assembled));
        }
    }

    private void element(ValueWriter writer, JsonBytes out) throws EventFailure {
        if (cursor.takeNull()) {
            out.ascii("null");
        } else {
            read(writer, out);
        }
    }

    private void scalar(ScalarWriter writer, JsonBytes out) throws EventFailure {
        switch (cursor.peek()) {
            case '"' -> string(writer, out);
            case 't', 'f' -> writer.bool(out, cursor.bool());
            case '{', '[' -> {
                if (!writer.takesAnyJson()) {
                    throw cursor.malformed("an object or array where the schema has none");
                }
                anyJson.copy(out, writer.type() instanceof ColumnType.Json);
            }
            default -> {
                cursor.number();
                writer.digits(out, cursor.input(), cursor.from(), cursor.to(), cursor.integral());
            }
        }
    }

    private void string(ScalarWriter writer, JsonBytes out) throws EventFailure {
        cursor.string();
        byte[] text = cursor.input();
        int from = cursor.from();
        int to = cursor.to();
        if (cursor.escaped()) {
            scratch.clear();
            cursor.unescape(scratch);
            text = scratch.array();
            from = 0;
            to = scratch.length();
        } else if (writer.copies(text, from, to)) {
            out.put(text, from - 1, to + 1);
            return;
        }
        if (writer.binary()) {
            writer.base64(out, text, from, to);
        } else {
            writer.text(out, text, from, to);
        }
    }

    private void list(ListWriter list, JsonBytes out) throws EventFailure {
        cursor.expect('[');
        out.put('[');
        if (!cursor.take(']')) {
            element(list.element(), out);
            while (cursor.take(',')) {
                out.put(',');
                element(list.element(), out);
            }
            cursor.expect(']');
        }
        out.put(']');
    }

    private void map(MapWriter map, JsonBytes out) throws EventFailure {
        if (map.pairs()) {
            pairs(map, out);
            return;
        }
        cursor.expect('{');
        out.put('{');
        if (!cursor.take('}')) {
            entry(map, out);
            while (cursor.take(',')) {
                out.put(',');
                entry(map, out);
            }
            cursor.expect('}');
        }
        out.put('}');
    }

    private void entry(MapWriter map, JsonBytes out) throws EventFailure {
        name(out);
        element(map.value(), out);
    }

    private void pairs(MapWriter map, JsonBytes out) throws EventFailure {
        cursor.expect('[');
        out.put('[');
        if (!cursor.take(']')) {
            pair(map, out);
            while (cursor.take(',')) {
                out.put(',');
                pair(map, out);
            }
            cursor.expect(']');
        }
        out.put(']');
    }

    private void pair(MapWriter map, JsonBytes out) throws EventFailure {
        cursor.expect('[');
        out.put('[');
        element(map.key(), out);
        cursor.expect(',');
        out.put(',');
        element(map.value(), out);
        cursor.expect(']');
        out.put(']');
    }

    /** Reads a member's name and colon and writes them. */
    void name(JsonBytes out) throws EventFailure {
        text(out);
        cursor.expect(':');
        out.put(':');
    }

    /** Reads a string and writes it with no more escapes than needed. */
    void text(JsonBytes out) throws EventFailure {
        cursor.string();
        if (cursor.escaped()) {
            scratch.clear();
            cursor.unescape(scratch);
            out.text(scratch.array(), 0, scratch.length());
        } else {
            out.put(cursor.input(), cursor.from() - 1, cursor.to() + 1);
        }
    }

    private void struct(StructWriter struct, JsonBytes out) throws EventFailure {
        int[] places = new int[struct.members().size()];
        Arrays.fill(places, -1);
        cursor.expect('{');
        if (!cursor.take('}')) {
            do {
                int member = struct.indexOf(MemberNames.text(cursor));
                cursor.expect(':');
                if (member < 0 || places[member] >= 0) {
                    throw cursor.malformed("a member that the schema has not, or that was there already");
                }
                places[member] = cursor.position();
                cursor.skipValue();
            } while (cursor.take(','));
            cursor.expect('}');
        }
        int after = cursor.position();
        out.put('{');
        for (int i = 0; i < places.length; i++) {
            StructWriter.Member member = struct.members().get(i);
            if (i > 0) {
                out.put(',');
            }
            out.put(member.prefix(), 0, member.prefix().length);
            if (places[i] < 0) {
                out.ascii("null");
            } else {
                cursor.position(places[i]);
                element(member.writer(), out);
            }
        }
        out.put('}');
        cursor.position(after);
    }

    private @Nullable Object[] parts(AssembledWriter assembled) throws EventFailure {
        @Nullable Object[] parts = new @Nullable Object[assembled.fields().size()];
        cursor.expect('{');
        if (cursor.take('}')) {
            return parts;
        }
        do {
            String name = MemberNames.text(cursor);
            cursor.expect(':');
            int place = 0;
            while (place < parts.length && !assembled.fields().get(place).name().equals(name)) {
                place++;
            }
            if (place == parts.length || parts[place] != null) {
                throw cursor.malformed("a member that the schema has not, or that was there already");
            }
            parts[place] = part(assembled.fields().get(place).schema().kind());
        } while (cursor.take(','));
        cursor.expect('}');
        return parts;
    }

    private @Nullable Object part(ConnectSchema.Kind kind) throws EventFailure {
        if (cursor.takeNull()) {
            return null;
        }
        if (kind == ConnectSchema.Kind.BYTES) {
            try {
                return Base64.getDecoder().decode(MemberNames.text(cursor));
            } catch (IllegalArgumentException notBase64) {
                throw cursor.malformed("no Base64");
            }
        }
        return kind == ConnectSchema.Kind.STRING ? MemberNames.text(cursor) : (Object) integer();
    }

    /** Reads an integer of 64 bits. */
    long integer() throws EventFailure {
        cursor.number();
        byte[] text = cursor.input();
        boolean negative = text[cursor.from()] == '-';
        if (!cursor.integral()) {
            throw cursor.malformed("a fraction where an integer should stand");
        }
        long value = LsnSequence.digits(text, negative ? cursor.from() + 1 : cursor.from(), cursor.to(), "an integer");
        return negative ? -value : value;
    }
}
