package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.type.ConnectSchema;
import dev.afterimage.cdc.type.JsonCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the schema half of JSON with schema. */
final class ConnectSchemaReader {
    private final JsonCursor cursor;

    ConnectSchemaReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Reads the schema that the cursor stands before, and passes it. */
    ConnectSchema read() throws EventFailure {
        return named(0).schema();
    }

    private ConnectSchema.Field named(int depth) throws EventFailure {
        if (depth > JsonCursor.MAX_DEPTH) {
            throw cursor.malformed("a schema nested more than " + JsonCursor.MAX_DEPTH + " deep");
        }
        String type = null;
        String name = null;
        String field = "";
        boolean optional = false;
        ConnectSchema key = null;
        ConnectSchema element = null;
        List<ConnectSchema.Field> fields = List.of();
        Map<String, String> parameters = Map.of();
        Set<String> seen = new HashSet<>();
        cursor.expect('{');
        do {
            String member = MemberNames.text(cursor);
            cursor.expect(':');
            if (!seen.add(member)) {
                throw cursor.malformed("a member of the schema that was there already");
            }
            switch (member) {
                case "type" -> type = MemberNames.text(cursor);
                case "name" -> name = optionalText();
                case "field" -> field = MemberNames.text(cursor);
                case "optional" -> optional = cursor.bool();
                case "keys" -> key = named(depth + 1).schema();
                case "items", "values" -> element = named(depth + 1).schema();
                case "fields" -> fields = fields(depth + 1);
                case "parameters" -> parameters = parameters();
                default -> cursor.skipValue();
            }
        } while (cursor.take(','));
        cursor.expect('}');
        ConnectSchema.Kind kind = kind(type);
        boolean needsElement = kind == ConnectSchema.Kind.ARRAY || kind == ConnectSchema.Kind.MAP;
        if (needsElement && element == null || kind == ConnectSchema.Kind.MAP && key == null) {
            throw cursor.malformed("a schema of an array or map without its elements");
        }
        return new ConnectSchema.Field(
                field, new ConnectSchema(kind, name, parameters, optional, key, element, fields));
    }

    private List<ConnectSchema.Field> fields(int depth) throws EventFailure {
        List<ConnectSchema.Field> fields = new ArrayList<>();
        cursor.expect('[');
        if (cursor.take(']')) {
            return fields;
        }
        do {
            fields.add(named(depth));
        } while (cursor.take(','));
        cursor.expect(']');
        return fields;
    }

    private Map<String, String> parameters() throws EventFailure {
        Map<String, String> parameters = new HashMap<>();
        if (cursor.takeNull()) {
            return parameters;
        }
        cursor.expect('{');
        if (cursor.take('}')) {
            return parameters;
        }
        do {
            String name = MemberNames.text(cursor);
            cursor.expect(':');
            parameters.put(name, MemberNames.text(cursor));
        } while (cursor.take(','));
        cursor.expect('}');
        return parameters;
    }

    private @Nullable String optionalText() throws EventFailure {
        return cursor.takeNull() ? null : MemberNames.text(cursor);
    }

    private ConnectSchema.Kind kind(@Nullable String type) throws EventFailure {
        for (ConnectSchema.Kind kind : ConnectSchema.Kind.values()) {
            if (kind.wireName().equals(type)) {
                return kind;
            }
        }
        throw cursor.malformed("a schema without a type of Connect's");
    }
}
