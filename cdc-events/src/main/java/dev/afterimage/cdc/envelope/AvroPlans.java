package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.avro.AvroField;
import dev.afterimage.cdc.avro.AvroRow;
import dev.afterimage.cdc.avro.AvroSchemas;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.registry.SchemaSource;
import dev.afterimage.cdc.type.ConnectSchema;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The plans of the schemas seen, each compiled when its id is first met. Used by one thread at a time. */
final class AvroPlans {
    private static final int LIMIT = 10_000;

    private final SchemaSource registry;
    private final RecordShapes shapes;
    private final Map<Integer, AvroPlan> values = new Recent<>(LIMIT);
    private final Map<Integer, AvroRow> keys = new Recent<>(LIMIT);

    AvroPlans(SchemaSource registry, RecordShapes shapes) {
        this.registry = registry;
        this.shapes = shapes;
    }

    AvroPlan value(int id, String topic) throws EventFailure {
        AvroPlan plan = values.get(id);
        if (plan == null) {
            String text = registry.schema(id);
            plan = compile(text, topic);
            values.put(id, plan);
        }
        return plan;
    }

    AvroRow key(int id) throws EventFailure {
        AvroRow row = keys.get(id);
        if (row == null) {
            Schema schema = AvroSchemas.parse(registry.schema(id));
            if (!(shapes.key(AvroSchemas.connect(schema)) instanceof RecordShape.Row(var layout))) {
                throw new EventFailure(FailureCategory.MALFORMED, "the record's key is no row of columns");
            }
            row = AvroRow.of(schema, layout);
            keys.put(id, row);
        }
        return row;
    }

    private AvroPlan compile(String text, String topic) {
        try {
            Schema schema = AvroSchemas.parse(text);
            ConnectSchema connect = AvroSchemas.connect(schema);
            return switch (shapes.value(connect, topic)) {
                case RecordShape.Enveloped shape -> new AvroPlan.Enveloped(AvroSteps.envelope(record(schema), shape));
                case RecordShape.Flattened(var layout) ->
                    new AvroPlan.Flattened(layout, AvroSteps.flattened(record(schema), layout));
                case RecordShape.Row _ -> new AvroPlan.Bare();
                case RecordShape.Other(var what) -> new AvroPlan.Other(what, AvroField.skipped(schema));
            };
        } catch (EventFailure failure) {
            return new AvroPlan.Refused(failure.category(), message(failure));
        }
    }

    private static Schema record(Schema schema) throws EventFailure {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new EventFailure(FailureCategory.MALFORMED, "the registered schema is a union, not a record");
        }
        return schema;
    }

    private static String message(EventFailure failure) {
        @Nullable String message = failure.getMessage();
        return message == null ? "the registered schema cannot be read" : message;
    }
}
