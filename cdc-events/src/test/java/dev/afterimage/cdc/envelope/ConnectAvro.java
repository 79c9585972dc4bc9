package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.registry.SchemaSource;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Writes Connect's data as the Avro converters do, and is the registry of what it wrote. */
final class ConnectAvro {
    private final List<String> registered = new ArrayList<>();

    /** The schemas that were written, by id. */
    SchemaSource registry() {
        return id -> registered.get(id - 1);
    }

    /** The same event as {@link ConnectRecords#update}. */
    ConsumerRecord<byte[], byte[]> update(Struct row) {
        return ConnectRecords.record(write(ConnectRecords.key(row)), write(ConnectRecords.event(row)));
    }

    byte[] write(Struct struct) {
        String text = avro(struct.schema(), new HashSet<>());
        if (!registered.contains(text)) {
            registered.add(text);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DataOutputStream header = new DataOutputStream(bytes);
            header.writeByte(0);
            header.writeInt(registered.indexOf(text) + 1);
            org.apache.avro.Schema schema = new org.apache.avro.Schema.Parser().parse(text);
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<>(schema).write(value(struct.schema(), schema, struct), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String avro(Schema schema, Set<String> named) {
        String present = present(schema, named);
        return schema.isOptional() ? "[\"null\"," + present + "]" : present;
    }

    private static String present(Schema schema, Set<String> named) {
        return switch (schema.type()) {
            case INT8 -> plain("int", schema, ",\"connect.type\":\"int8\"");
            case INT16 -> plain("int", schema, ",\"connect.type\":\"int16\"");
            case INT32 -> plain("int", schema, "");
            case INT64 -> plain("long", schema, "");
            case FLOAT32 -> plain("float", schema, "");
            case FLOAT64 -> plain("double", schema, "");
            case BOOLEAN -> plain("boolean", schema, "");
            case STRING -> plain("string", schema, "");
            case BYTES ->
                plain(
                        "bytes",
                        schema,
                        Decimal.LOGICAL_NAME.equals(schema.name())
                                ? ",\"logicalType\":\"decimal\",\"precision\":64,\"scale\":"
                                        + schema.parameters().get(Decimal.SCALE_FIELD)
                                : "");
            case ARRAY -> "{\"type\":\"array\",\"items\":" + avro(schema.valueSchema(), named) + "}";
            case MAP -> map(schema, named);
            case STRUCT -> record(schema, named);
        };
    }

    private static String plain(String type, Schema schema, String more) {
        String name = schema.name() == null ? "" : ",\"connect.name\":\"" + schema.name() + "\"";
        String parameters = schema.parameters() == null
                ? ""
                : schema.parameters().entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
                        .collect(Collectors.joining(",", ",\"connect.parameters\":{", "}"));
        return "{\"type\":\"" + type + "\",\"connect.version\":1" + name + parameters + more + "}";
    }

    private static String map(Schema schema, Set<String> named) {
        if (schema.keySchema().type() == Schema.Type.STRING
                && !schema.keySchema().isOptional()) {
            return "{\"type\":\"map\",\"values\":" + avro(schema.valueSchema(), named) + "}";
        }
        return "{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"MapEntry" + named.size()
                + "\",\"connect.internal.type\":\"MapEntry\",\"fields\":[{\"name\":\"key\",\"type\":"
                + avro(schema.keySchema(), named) + "},{\"name\":\"value\",\"type\":"
                + avro(schema.valueSchema(), named)
                + "}]}}";
    }

    private static String record(Schema schema, Set<String> named) {
        if (!named.add(schema.name())) {
            return "\"" + schema.name() + "\"";
        }
        return schema.fields().stream()
                .map(field -> "{\"name\":\"" + field.name() + "\",\"type\":" + avro(field.schema(), named) + "}")
                .collect(Collectors.joining(
                        ",",
                        "{\"type\":\"record\",\"name\":\"" + schema.name() + "\",\"connect.name\":\"" + schema.name()
                                + "\",\"fields\":[",
                        "]}"));
    }

    private static @Nullable Object value(Schema schema, org.apache.avro.Schema avro, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        org.apache.avro.Schema present = avro.isUnion() ? avro.getTypes().get(1) : avro;
        return switch (schema.type()) {
            case INT8, INT16 -> ((Number) value).intValue();
            case INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING -> value;
            case BYTES ->
                switch (value) {
                    case BigDecimal decimal ->
                        ByteBuffer.wrap(decimal.unscaledValue().toByteArray());
                    case byte[] bytes -> ByteBuffer.wrap(bytes);
                    default -> value;
                };
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (Object element : (List<?>) value) {
                    list.add(value(schema.valueSchema(), present.getElementType(), element));
                }
                yield list;
            }
            case MAP ->
                present.getType() == org.apache.avro.Schema.Type.MAP
                        ? map(schema, present, (Map<?, ?>) value)
                        : entries(schema, present.getElementType(), (Map<?, ?>) value);
            case STRUCT -> {
                GenericData.Record record = new GenericData.Record(present);
                for (Field field : schema.fields()) {
                    record.put(
                            field.name(),
                            value(
                                    field.schema(),
                                    present.getField(field.name()).schema(),
                                    ((Struct) value).getWithoutDefault(field.name())));
                }
                yield record;
            }
        };
    }

    private static Map<String, @Nullable Object> map(Schema schema, org.apache.avro.Schema avro, Map<?, ?> value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        value.forEach(
                (key, element) -> map.put((String) key, value(schema.valueSchema(), avro.getValueType(), element)));
        return map;
    }

    private static List<Object> entries(Schema schema, org.apache.avro.Schema entry, Map<?, ?> value) {
        List<Object> entries = new ArrayList<>();
        value.forEach((key, element) -> {
            GenericData.Record record = new GenericData.Record(entry);
            record.put("key", value(schema.keySchema(), entry.getField("key").schema(), key));
            record.put(
                    "value", value(schema.valueSchema(), entry.getField("value").schema(), element));
            entries.add(record);
        });
        return entries;
    }
}
