package dev.afterimage.cdc.type;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka Connect schema as the wire told it, be it in JSON or in Avro.
 *
 * @param kind the literal type
 * @param name the logical type's name ({@code io.debezium.time.Date}), or the struct's, or null
 * @param parameters the schema's parameters, such as {@code scale}
 * @param optional whether null is allowed
 * @param key of a map, else null
 * @param element of an array, or the values of a map, else null
 * @param fields of a struct, else empty
 */
public record ConnectSchema(
        Kind kind,
        @Nullable String name,
        Map<String, String> parameters,
        boolean optional,
        @Nullable ConnectSchema key,
        @Nullable ConnectSchema element,
        List<Field> fields) {

    /** The literal types of Connect; {@link #wireName} is how the JSON form spells them. */
    public enum Kind {
        INT8("int8"),
        INT16("int16"),
        INT32("int32"),
        INT64("int64"),
        FLOAT32("float"),
        FLOAT64("double"),
        BOOLEAN("boolean"),
        STRING("string"),
        BYTES("bytes"),
        ARRAY("array"),
        MAP("map"),
        STRUCT("struct");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /** A field of a struct, under the name that the source gave it. */
    public record Field(String name, ConnectSchema schema) {}

    public ConnectSchema {
        parameters = Map.copyOf(parameters);
        fields = List.copyOf(fields);
    }

    /** A schema without key, element or fields. */
    public static ConnectSchema scalar(
            Kind kind, @Nullable String name, Map<String, String> parameters, boolean optional) {
        return new ConnectSchema(kind, name, parameters, optional, null, null, List.of());
    }

    /** A list of {@code element}. */
    public static ConnectSchema array(@Nullable String name, ConnectSchema element, boolean optional) {
        return new ConnectSchema(Kind.ARRAY, name, Map.of(), optional, null, element, List.of());
    }

    /** A struct of {@code fields}. */
    public static ConnectSchema struct(@Nullable String name, List<Field> fields, boolean optional) {
        return new ConnectSchema(Kind.STRUCT, name, Map.of(), optional, null, null, fields);
    }

    /** The field's schema, or null. */
    public @Nullable ConnectSchema field(String fieldName) {
        for (Field field : fields) {
            if (field.name().equals(fieldName)) {
                return field.schema();
            }
        }
        return null;
    }

    /** The logical name, or the literal type where there is none: for messages. */
    public String describe() {
        return name == null ? kind.wireName() : name;
    }
}
