package dev.afterimage.reconciler.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.cdc.event.Origin;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.position.PostgresPosition;
import dev.afterimage.reconciler.cut.Marker;
import dev.afterimage.reconciler.table.KeyColumn;
import dev.afterimage.reconciler.table.TableShape;
import dev.afterimage.reconciler.table.WireColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record by which a key is repaired: a change event as Debezium would have written it in JSON with schema, with the marker's position.
 * Pure; not thread-safe.
 */
final class RepairRecord {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String redriveTopic;
    private final TableShape shape;
    private final List<WireColumn> columns;
    private final Marker marker;

    /**
     * @param columns {@code shape.wire}
     * @param marker after whose commit the rows were read
     */
    RepairRecord(String redriveTopic, TableShape shape, List<WireColumn> columns, Marker marker) {
        this.redriveTopic = redriveTopic;
        this.shape = shape;
        this.columns = columns;
        this.marker = marker;
    }

    /** The row as it is now. */
    ProducerRecord<byte[], byte[]> upsert(String id, List<@Nullable String> key, List<@Nullable String> values) {
        ObjectNode after = JSON.createObjectNode();
        for (int i = 0; i < columns.size(); i++) {
            put(after, columns.get(i), values.get(i));
        }
        return record(id, key, null, after, "u");
    }

    /** There is no such row. */
    ProducerRecord<byte[], byte[]> delete(String id, List<@Nullable String> key) {
        ObjectNode before = JSON.createObjectNode();
        columns.forEach(column -> before.putNull(column.name()));
        before.setAll(key(key));
        return record(id, key, before, null, "d");
    }

    private ProducerRecord<byte[], byte[]> record(
            String id,
            List<@Nullable String> key,
            @Nullable ObjectNode before,
            @Nullable ObjectNode after,
            String operation) {
        ObjectNode payload = JSON.createObjectNode();
        payload.set("before", before);
        payload.set("after", after);
        payload.set("source", source());
        payload.set("transaction", transaction());
        payload.put("op", operation).put("ts_ms", marker.at().timestamp());
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(redriveTopic, bytes(keySchema(), key(key)), bytes(envelopeSchema(), payload));
        RecordCoordinates at = marker.at();
        new Redrive(
                        Redrive.Kind.REPAIR,
                        id,
                        new RecordCoordinates(shape.topic(), at.partition(), at.offset(), at.timestamp()),
                        0)
                .writeTo(record.headers());
        return record;
    }

    private ObjectNode key(List<@Nullable String> texts) {
        ObjectNode key = JSON.createObjectNode();
        for (int i = 0; i < shape.key().size(); i++) {
            put(key, shape.key().get(i).wire(), texts.get(i));
        }
        return key;
    }

    private static void put(ObjectNode row, WireColumn column, @Nullable String text) {
        if (text == null) {
            row.putNull(column.name());
            return;
        }
        switch (column.form()) {
            case JSON -> row.putRawValue(column.name(), new RawValue(text));
            case TEXT -> row.put(column.name(), text);
            case REAL -> real(row, column, text);
        }
    }

    /** With a point always, as Java prints it: an integer's digits would be the text of another type. */
    private static void real(ObjectNode row, WireColumn column, String text) {
        switch (text) {
            case "NaN", "Infinity", "-Infinity" -> row.put(column.name(), text);
            default -> {
                String printed = column.type().equals("float")
                        ? Float.toString(Float.parseFloat(text))
                        : Double.toString(Double.parseDouble(text));
                row.putRawValue(column.name(), new RawValue(printed));
            }
        }
    }

    private ObjectNode source() {
        Origin origin = marker.origin();
        PostgresPosition position = (PostgresPosition) origin.position();
        String commit =
                position.lastCommit() == PostgresPosition.UNKNOWN ? "null" : "\"" + position.lastCommit() + "\"";
        return JSON.createObjectNode()
                .put("version", "afterimage")
                .put("connector", origin.connector())
                .put("name", origin.source())
                .put("ts_ms", origin.committedAt())
                .put("snapshot", "false")
                .put("db", origin.database())
                .put("sequence", "[" + commit + ",\"" + position.event() + "\"]")
                .put("schema", shape.name().schema())
                .put("table", shape.name().table())
                .put("lsn", position.event());
    }

    /** The marker's own, so that the repair stands in the log where the marker stands. */
    private @Nullable ObjectNode transaction() {
        Origin origin = marker.origin();
        return origin.transaction() == null
                ? null
                : JSON.createObjectNode()
                        .put("id", origin.transaction())
                        .put("total_order", origin.totalOrder())
                        .put("data_collection_order", origin.totalOrder());
    }

    private ObjectNode keySchema() {
        ObjectNode schema = struct(shape.topic() + ".Key", false);
        ArrayNode fields = schema.putArray("fields");
        shape.key().stream()
                .map(KeyColumn::wire)
                .forEach(column ->
                        fields.add(schema(column).put("optional", false).put("field", column.name())));
        return schema;
    }

    private ObjectNode envelopeSchema() {
        ObjectNode schema = struct(shape.topic() + ".Envelope", false);
        ArrayNode fields = schema.putArray("fields");
        fields.add(rowSchema().put("field", "before"));
        fields.add(rowSchema().put("field", "after"));
        fields.add(sourceSchema().put("field", "source"));
        fields.add(transactionSchema().put("field", "transaction"));
        fields.addObject().put("type", "string").put("optional", false).put("field", "op");
        fields.addObject().put("type", "int64").put("optional", true).put("field", "ts_ms");
        return schema;
    }

    private ObjectNode rowSchema() {
        ObjectNode schema = struct(shape.topic() + ".Value", true);
        ArrayNode fields = schema.putArray("fields");
        columns.forEach(
                column -> fields.add(schema(column).put("optional", true).put("field", column.name())));
        return schema;
    }

    private static ObjectNode sourceSchema() {
        ObjectNode schema = struct("io.debezium.connector.postgresql.Source", false);
        ArrayNode fields = schema.putArray("fields");
        for (String name : List.of("version", "connector", "name", "snapshot", "db", "sequence", "schema", "table")) {
            fields.addObject().put("type", "string").put("optional", true).put("field", name);
        }
        for (String name : List.of("ts_ms", "lsn")) {
            fields.addObject().put("type", "int64").put("optional", true).put("field", name);
        }
        return schema;
    }

    private static ObjectNode transactionSchema() {
        ObjectNode schema = struct("event.block", true);
        ArrayNode fields = schema.putArray("fields");
        fields.addObject().put("type", "string").put("optional", false).put("field", "id");
        for (String name : List.of("total_order", "data_collection_order")) {
            fields.addObject().put("type", "int64").put("optional", false).put("field", name);
        }
        return schema;
    }

    private static ObjectNode struct(String name, boolean optional) {
        return JSON.createObjectNode()
                .put("type", "struct")
                .put("optional", optional)
                .put("name", name);
    }

    private static ObjectNode schema(WireColumn column) {
        ObjectNode schema = JSON.createObjectNode().put("type", column.type());
        if (column.semantic() != null) {
            schema.put("name", column.semantic()).put("version", 1);
        }
        if (!column.parameters().isEmpty()) {
            ObjectNode parameters = schema.putObject("parameters");
            column.parameters().forEach(parameters::put);
        }
        if (column.element() != null) {
            schema.set("items", schema(column.element()).put("optional", true));
        }
        return schema;
    }

    private static byte[] bytes(JsonNode schema, ObjectNode payload) {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("schema", schema);
        whole.set("payload", payload);
        try {
            return JSON.writeValueAsBytes(whole);
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory does not fail", e);
        }
    }
}
