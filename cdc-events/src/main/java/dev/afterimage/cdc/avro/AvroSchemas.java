package dev.afterimage.cdc.avro;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.type.ConnectSchema;
import dev.afterimage.cdc.type.ConnectSchema.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What Connect schema an Avro schema stands for: the converters keep Connect's names and parameters in {@code connect.*} properties; where
 * there are none, Avro's own logical types speak.
 */
public final class AvroSchemas {
    private static final int MAX_DEPTH = 32;
    private static final String CONNECT_NAME = "connect.name";
    private static final String CONNECT_PARAMETERS = "connect.parameters";
    private static final String CONNECT_TYPE = "connect.type";
    private static final String CONNECT_INTERNAL_TYPE = "connect.internal.type";
    private static final String MAP_ENTRY = "MapEntry";

    private AvroSchemas() {}

    /**
     * Parses a schema as a registry gives it.
     *
     * @throws EventFailure MALFORMED, if it is not Avro
     */
    public static Schema parse(String text) throws EventFailure {
        try {
            // Defaults are of no use to a reader of the writer's own schema, and some converters write odd ones.
            return new Schema.Parser().setValidateDefaults(false).parse(text);
        } catch (RuntimeException | StackOverflowError e) {
            // Avro's parser meets an unknown type with a NullPointerException, and deep nesting with recursion.
            throw new EventFailure(FailureCategory.MALFORMED, "the registered schema is not an Avro schema", e);
        }
    }

    /**
     * The Connect schema.
     *
     * @throws EventFailure VALUE_UNSUPPORTED, if it holds what Connect has not: a union of several types, or itself
     */
    public static ConnectSchema connect(Schema schema) throws EventFailure {
        return connect(schema, false, 0);
    }

    /** The one schema of a union that is not null, or the schema itself. */
    static Schema present(Schema schema) throws EventFailure {
        if (!schema.isUnion()) {
            return schema;
        }
        Schema present = null;
        for (Schema branch : schema.getTypes()) {
            if (branch.getType() != Schema.Type.NULL) {
                if (present != null) {
                    throw unsupported("a union of several types");
                }
                present = branch;
            }
        }
        if (present == null) {
            throw unsupported("a column that is always null");
        }
        return present;
    }

    /** Whether an array stands for a map whose keys are not texts. */
    static boolean isMapOfPairs(Schema array) throws EventFailure {
        Schema entry = present(array.getElementType());
        return entry.getType() == Schema.Type.RECORD
                && entry.getFields().size() == 2
                && entry.getField("key") != null
                && entry.getField("value") != null
                && (MAP_ENTRY.equals(entry.getProp(CONNECT_INTERNAL_TYPE)) || MAP_ENTRY.equals(entry.getName()));
    }

    private static ConnectSchema connect(Schema schema, boolean optional, int depth) throws EventFailure {
        if (depth > MAX_DEPTH) {
            throw unsupported("a type that holds itself, or more than " + MAX_DEPTH + " levels");
        }
        if (schema.isUnion()) {
            return connect(present(schema), schema.isNullable(), depth + 1);
        }
        Map<String, String> parameters = parameters(schema);
        String name = name(schema, parameters);
        return switch (schema.getType()) {
            case RECORD ->
                new ConnectSchema(Kind.STRUCT, name, parameters, optional, null, null, fields(schema, depth + 1));
            case ARRAY -> array(schema, name, parameters, optional, depth + 1);
            case MAP ->
                new ConnectSchema(
                        Kind.MAP,
                        name,
                        parameters,
                        optional,
                        ConnectSchema.scalar(Kind.STRING, null, Map.of(), false),
                        connect(schema.getValueType(), false, depth + 1),
                        List.of());
            case INT -> ConnectSchema.scalar(integer(schema), name, parameters, optional);
            case LONG -> ConnectSchema.scalar(Kind.INT64, name, parameters, optional);
            case FLOAT -> ConnectSchema.scalar(Kind.FLOAT32, name, parameters, optional);
            case DOUBLE -> ConnectSchema.scalar(Kind.FLOAT64, name, parameters, optional);
            case BOOLEAN -> ConnectSchema.scalar(Kind.BOOLEAN, name, parameters, optional);
            case STRING, ENUM -> ConnectSchema.scalar(Kind.STRING, name, parameters, optional);
            case BYTES, FIXED -> ConnectSchema.scalar(Kind.BYTES, name, parameters, optional);
            case NULL -> throw unsupported("a column that is always null");
            case UNION -> throw unsupported("a union in a union");
        };
    }

    private static ConnectSchema array(
            Schema schema, @Nullable String name, Map<String, String> parameters, boolean optional, int depth)
            throws EventFailure {
        Schema element = schema.getElementType();
        if (isMapOfPairs(schema)) {
            Schema entry = present(element);
            return new ConnectSchema(
                    Kind.MAP,
                    name,
                    parameters,
                    optional,
                    connect(entry.getField("key").schema(), false, depth + 1),
                    connect(entry.getField("value").schema(), false, depth + 1),
                    List.of());
        }
        return new ConnectSchema(
                Kind.ARRAY, name, parameters, optional, null, connect(element, false, depth), List.of());
    }

    private static List<ConnectSchema.Field> fields(Schema schema, int depth) throws EventFailure {
        List<ConnectSchema.Field> fields = new ArrayList<>(schema.getFields().size());
        for (Schema.Field field : schema.getFields()) {
            fields.add(new ConnectSchema.Field(field.name(), connect(field.schema(), false, depth)));
        }
        return fields;
    }

    private static Kind integer(Schema schema) {
        return switch (schema.getProp(CONNECT_TYPE)) {
            case "int8" -> Kind.INT8;
            case "int16" -> Kind.INT16;
            case null, default -> Kind.INT32;
        };
    }

    private static Map<String, String> parameters(Schema schema) {
        Map<String, String> parameters = new HashMap<>();
        if (schema.getObjectProp(CONNECT_PARAMETERS) instanceof Map<?, ?> given) {
            given.forEach((key, value) -> parameters.put(String.valueOf(key), String.valueOf(value)));
        }
        return parameters;
    }

    private static @Nullable String name(Schema schema, Map<String, String> parameters) {
        String name = schema.getProp(CONNECT_NAME);
        if (name != null) {
            return name;
        }
        return switch (schema.getProp("logicalType")) {
            case "decimal" -> {
                decimal(schema, parameters);
                yield "org.apache.kafka.connect.data.Decimal";
            }
            case "date" -> "org.apache.kafka.connect.data.Date";
            case "time-millis" -> "org.apache.kafka.connect.data.Time";
            case "time-micros" -> "io.debezium.time.MicroTime";
            case "timestamp-millis", "local-timestamp-millis" -> "org.apache.kafka.connect.data.Timestamp";
            case "timestamp-micros", "local-timestamp-micros" -> "io.debezium.time.MicroTimestamp";
            case "timestamp-nanos", "local-timestamp-nanos" -> "io.debezium.time.NanoTimestamp";
            case "uuid" -> schema.getType() == Schema.Type.STRING ? "io.debezium.data.Uuid" : null;
            case null, default -> recordName(schema);
        };
    }

    private static void decimal(Schema schema, Map<String, String> parameters) {
        parameters.putIfAbsent("scale", String.valueOf(number(schema, "scale")));
        parameters.putIfAbsent("connect.decimal.precision", String.valueOf(number(schema, "precision")));
    }

    private static int number(Schema schema, String property) {
        return schema.getObjectProp(property) instanceof Number value ? value.intValue() : 0;
    }

    private static @Nullable String recordName(Schema schema) {
        return schema.getType() == Schema.Type.RECORD ? schema.getFullName() : null;
    }

    static EventFailure unsupported(String what) {
        return new EventFailure(FailureCategory.VALUE_UNSUPPORTED, "the registered schema has " + what);
    }
}
