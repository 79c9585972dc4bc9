package dev.afterimage.cdc.type;

import dev.afterimage.cdc.type.AssembledWriter.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which writer the values of a Connect schema need: the one list of all logical types of Debezium and Connect. */
public final class LogicalTypes {
    private static final long MILLIS = 1_000;
    private static final long MICROS = 1_000_000;
    private static final long NANOS = 1_000_000_000;
    private static final String SOURCE_TYPE = "__debezium.source.column.type";

    private final Placeholder placeholder;

    public LogicalTypes(Placeholder placeholder) {
        this.placeholder = placeholder;
    }

    public Placeholder placeholder() {
        return placeholder;
    }

    /**
     * The writer for a column.
     *
     * @param column its name, for messages
     */
    public ValueWriter writer(String column, ConnectSchema schema) {
        String label = "column " + column + " (" + schema.describe() + ")";
        ValueWriter logical = schema.name() == null ? null : logical(label, column, schema.name(), schema);
        return logical != null ? logical : literal(label, column, schema);
    }

    /** The writer for a column of JSON without schema, whose type is the operator's word or not known. */
    public ValueWriter untyped(String column, @Nullable ColumnType declared) {
        String label = "column " + column;
        return switch (declared) {
            case null -> new UntypedWriter(label);
            case ColumnType.Untyped _ -> new UntypedWriter(label);
            case ColumnType.Json _ -> new JsonColumnWriter(label, placeholder, true);
            case ColumnType.Date _, ColumnType.Time _, ColumnType.Timestamp _ -> new IsoTextWriter(label, declared);
            case ColumnType.Bool _ -> new BoolWriter(label);
            case ColumnType.Int(int bits) -> new IntWriter(label, declared, bits);
            case ColumnType.Floating(int bits) -> new RealWriter(label, bits);
            case ColumnType.Bytes _, ColumnType.Bits _ -> new BytesWriter(label, declared);
            case ColumnType.Decimal _,
                    ColumnType.Text _,
                    ColumnType.Uuid _,
                    ColumnType.Enumeration _,
                    ColumnType.Xml _ -> new TextWriter(label, declared);
            case ColumnType.Array(ColumnType element) -> new ListWriter(declared, untyped(column, element));
            case ColumnType.Duration _, ColumnType.StringMap _, ColumnType.Geometry _, ColumnType.Struct _ ->
                new UntypedWriter(label, declared);
        };
    }

    private @Nullable ValueWriter logical(String label, String column, String name, ConnectSchema schema) {
        return switch (name) {
            case "org.apache.kafka.connect.data.Decimal" -> new DecimalWriter(label, decimal(schema.parameters()));
            case "org.apache.kafka.connect.data.Date", "io.debezium.time.Date" -> new EpochDateWriter(label);
            case "org.apache.kafka.connect.data.Time", "io.debezium.time.Time" -> new TimeOfDayWriter(label, MILLIS);
            case "io.debezium.time.MicroTime" -> new TimeOfDayWriter(label, MICROS);
            case "io.debezium.time.NanoTime" -> new TimeOfDayWriter(label, NANOS);
            case "org.apache.kafka.connect.data.Timestamp", "io.debezium.time.Timestamp" ->
                new EpochTimestampWriter(label, MILLIS);
            case "io.debezium.time.MicroTimestamp" -> new EpochTimestampWriter(label, MICROS);
            case "io.debezium.time.NanoTimestamp" -> new EpochTimestampWriter(label, NANOS);
            case "io.debezium.time.IsoDate" -> new IsoTextWriter(label, new ColumnType.Date());
            case "io.debezium.time.IsoTime" -> new IsoTextWriter(label, new ColumnType.Time(false));
            case "io.debezium.time.IsoTimestamp" -> new IsoTextWriter(label, new ColumnType.Timestamp(false));
            case "io.debezium.time.ZonedTime" -> new IsoTextWriter(label, new ColumnType.Time(true));
            case "io.debezium.time.ZonedTimestamp" -> new IsoTextWriter(label, new ColumnType.Timestamp(true));
            case "io.debezium.time.MicroDuration", "io.debezium.time.NanoDuration" ->
                new IntWriter(label, new ColumnType.Duration(), Long.SIZE);
            case "io.debezium.time.Interval" -> new TextWriter(label, new ColumnType.Duration());
            case "io.debezium.data.Json" -> new JsonColumnWriter(label, placeholder, false);
            case "io.debezium.data.Uuid" -> new TextWriter(label, new ColumnType.Uuid());
            case "io.debezium.data.Xml" -> new TextWriter(label, new ColumnType.Xml());
            case "io.debezium.data.Enum", "io.debezium.data.EnumSet" ->
                new TextWriter(label, new ColumnType.Enumeration());
            case "io.debezium.data.Bits" -> new BytesWriter(label, new ColumnType.Bits());
            case "io.debezium.data.VariableScaleDecimal" ->
                assembled(label, What.DECIMAL, new ColumnType.Decimal(0, ColumnType.Decimal.ANY_SCALE), schema);
            case "io.debezium.time.StructuredDate" -> assembled(label, What.DATE, new ColumnType.Date(), schema);
            case "io.debezium.time.StructuredTime" -> assembled(label, What.TIME, new ColumnType.Time(false), schema);
            case "io.debezium.time.StructuredZonedTime" ->
                assembled(label, What.ZONED_TIME, new ColumnType.Time(true), schema);
            case "io.debezium.time.StructuredTimestamp" ->
                assembled(label, What.TIMESTAMP, new ColumnType.Timestamp(false), schema);
            case "io.debezium.time.StructuredZonedTimestamp" ->
                assembled(label, What.ZONED_TIMESTAMP, new ColumnType.Timestamp(true), schema);
            case "io.debezium.time.StructuredDuration" ->
                assembled(label, What.DURATION, new ColumnType.Duration(), schema);
            case "io.debezium.data.geometry.Point",
                    "io.debezium.data.geometry.Geometry",
                    "io.debezium.data.geometry.Geography" -> struct(column, new ColumnType.Geometry(), schema);
            default -> null;
        };
    }

    private ValueWriter literal(String label, String column, ConnectSchema schema) {
        return switch (schema.kind()) {
            case INT8 -> new IntWriter(label, new ColumnType.Int(8), 8);
            case INT16 -> new IntWriter(label, new ColumnType.Int(16), 16);
            case INT32 -> new IntWriter(label, new ColumnType.Int(32), 32);
            case INT64 -> new IntWriter(label, new ColumnType.Int(64), 64);
            case FLOAT32 -> new RealWriter(label, 32);
            case FLOAT64 -> new RealWriter(label, 64);
            case BOOLEAN -> new BoolWriter(label);
            case STRING -> new TextWriter(label, textType(schema.parameters()));
            case BYTES -> new BytesWriter(label, new ColumnType.Bytes());
            case ARRAY -> {
                ValueWriter element = writer(column, elementOf(schema));
                yield new ListWriter(new ColumnType.Array(element.type()), element);
            }
            case MAP -> map(column, schema);
            case STRUCT -> struct(column, new ColumnType.Struct(), schema);
        };
    }

    private ValueWriter map(String column, ConnectSchema schema) {
        ConnectSchema key = schema.key();
        if (key == null) {
            throw new IllegalArgumentException("a map's schema has keys");
        }
        ValueWriter keys = writer(column, key);
        ValueWriter values = writer(column, elementOf(schema));
        boolean texts = key.kind() == ConnectSchema.Kind.STRING;
        ColumnType type = texts && values.type() instanceof ColumnType.Text
                ? new ColumnType.StringMap()
                : texts ? new ColumnType.Struct() : new ColumnType.Array(new ColumnType.Untyped());
        return new MapWriter(type, keys, values, !texts);
    }

    private StructWriter struct(String column, ColumnType type, ConnectSchema schema) {
        List<StructWriter.Member> members = new ArrayList<>(schema.fields().size());
        for (ConnectSchema.Field field : schema.fields()) {
            members.add(new StructWriter.Member(
                    field.name(), RowLayout.prefix(field.name()), writer(column + "." + field.name(), field.schema())));
        }
        return new StructWriter(type, members);
    }

    private static ColumnType.Decimal decimal(Map<String, String> parameters) {
        int scale = integer(parameters, "scale", 0);
        if (Math.abs((long) scale) > DecimalText.MAX_SCALE) {
            throw new IllegalArgumentException("a decimal's scale is over " + DecimalText.MAX_SCALE);
        }
        return new ColumnType.Decimal(integer(parameters, "connect.decimal.precision", 0), scale);
    }

    private static AssembledWriter assembled(String label, What what, ColumnType type, ConnectSchema schema) {
        if (schema.fields().size() > AssembledWriter.MAX_FIELDS) {
            throw new IllegalArgumentException(label + " has too many fields");
        }
        return new AssembledWriter(label, what, type, schema.fields());
    }

    /** A decimal that comes as a text ({@code decimal.handling.mode=string}) is told only by the propagated source type. */
    private static ColumnType textType(Map<String, String> parameters) {
        String source = parameters.getOrDefault(SOURCE_TYPE, "").toUpperCase(Locale.ROOT);
        if (source.equals("NUMERIC") || source.equals("DECIMAL") || source.startsWith("DECIMAL ")) {
            return new ColumnType.Decimal(
                    integer(parameters, "__debezium.source.column.length", 0),
                    integer(parameters, "__debezium.source.column.scale", ColumnType.Decimal.ANY_SCALE));
        }
        return new ColumnType.Text();
    }

    private static ConnectSchema elementOf(ConnectSchema schema) {
        ConnectSchema element = schema.element();
        if (element == null) {
            throw new IllegalArgumentException("the schema of an array or map has elements");
        }
        return element;
    }

    private static int integer(Map<String, String> parameters, String name, int otherwise) {
        String value = parameters.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("the schema parameter " + name + " is no integer", notANumber);
        }
    }
}
