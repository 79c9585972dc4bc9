package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.type.ConnectSchema;
import dev.afterimage.cdc.type.LogicalTypes;
import dev.afterimage.cdc.type.RowLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells from a schema what records with it are. */
final class RecordShapes {
    private static final String HEARTBEAT = "io.debezium.connector.common.Heartbeat";

    private final LogicalTypes types;
    private final TableSchemas schemas;

    RecordShapes(LogicalTypes types, TableSchemas schemas) {
        this.types = types;
        this.schemas = schemas;
    }

    /** What values with this schema are. */
    RecordShape value(ConnectSchema schema, String topic) throws EventFailure {
        if (schema.kind() != ConnectSchema.Kind.STRUCT) {
            return new RecordShape.Other("a value that is no struct");
        }
        List<String> names =
                schema.fields().stream().map(ConnectSchema.Field::name).toList();
        ConnectSchema source = schema.field("source");
        if (source != null && source.kind() == ConnectSchema.Kind.STRUCT && names.contains("op")) {
            return new RecordShape.Enveloped(columns(schema.field("before")), columns(schema.field("after")));
        }
        RecordShape.Other other =
                RecordShape.other(names, HEARTBEAT.equals(schema.name()) || topic.startsWith("__debezium-heartbeat"));
        if (other != null) {
            return other;
        }
        if (!FlatLayout.flattened(names)) {
            return new RecordShape.Row(layout(schema));
        }
        List<ConnectSchema.Field> columns = schema.fields().stream()
                .filter(field -> !FlatLayout.metadata(field.name()))
                .toList();
        return new RecordShape.Flattened(
                new FlatLayout(names, layout(ConnectSchema.struct(schema.name(), columns, schema.optional()))));
    }

    /** What keys with this schema are. */
    RecordShape key(ConnectSchema schema) throws EventFailure {
        if (schema.kind() != ConnectSchema.Kind.STRUCT) {
            throw new EventFailure(FailureCategory.MALFORMED, "the record's key is no struct of columns");
        }
        return new RecordShape.Row(layout(schema));
    }

    private @Nullable RowLayout columns(@Nullable ConnectSchema row) throws EventFailure {
        return row == null || row.kind() != ConnectSchema.Kind.STRUCT ? null : layout(row);
    }

    private RowLayout layout(ConnectSchema struct) throws EventFailure {
        try {
            return schemas.unique(RowLayout.of(struct, types));
        } catch (IllegalArgumentException nonsense) {
            throw new EventFailure(FailureCategory.MALFORMED, "the schema makes no sense: " + nonsense.getMessage());
        }
    }
}
