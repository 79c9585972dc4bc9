package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.type.JsonCursor;
import dev.afterimage.cdc.type.LogicalTypes;
import dev.afterimage.cdc.type.Placeholder;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JSON with schema, JSON without schema, and the flattened form of either; each record tells by itself which it is.
 *
 * <p>Reads the bytes in one pass and copies values into images without making objects of them. What repeats from record to record of a
 * topic (schemas, names and their order) is learned and recognised by comparison. Used by one thread at a time.
 */
public final class JsonEventDecoder implements EventDecoder {
    private static final int TOPICS = 4096;
    private static final String HEARTBEATS = "__debezium-heartbeat";

    private final JsonSettings settings;
    private final LogicalTypes types;
    private final TableSchemas schemas;
    private final RecordShapes shapes;
    private final JsonCursor cursor = new JsonCursor();
    private final Wrapping wrapping = new Wrapping(cursor);
    private final RowReader rows;
    private final EnvelopeReader envelope;
    private final FlattenedReader flattened;
    private final Map<String, TopicMemory> memories = new Recent<>(TOPICS);
    private String recentTopic = "";
    private @Nullable TopicMemory recentMemory;

    public JsonEventDecoder(JsonSettings settings) {
        this(settings, new TableSchemas());
    }

    JsonEventDecoder(JsonSettings settings, TableSchemas schemas) {
        this.settings = settings;
        this.schemas = schemas;
        this.types = new LogicalTypes(new Placeholder(settings.placeholder()));
        this.shapes = new RecordShapes(types, schemas);
        JsonValues values = new JsonValues(cursor);
        SourceReader sources = new SourceReader(cursor, values);
        this.rows = new RowReader(cursor, values);
        this.envelope =
                new EnvelopeReader(cursor, rows, sources, settings.settingsDeclared(), settings.oldRowsOnDemand());
        this.flattened = new FlattenedReader(cursor, rows, sources);
    }

    @Override
    public ChangeEvent decode(ConsumerRecord<byte[], byte[]> record, RecordCoordinates at) throws EventFailure {
        TopicMemory memory = memory(at.topic());
        byte[] value = record.value();
        if (value == null) {
            return tombstone(memory, at);
        }
        RecordShape shape = wrapping.open(value, memory.values, schema -> shapes.value(schema, at.topic()));
        if (cursor.takeNull()) {
            wrapping.close();
            return tombstone(memory, at);
        }
        return switch (shape) {
            case null -> untyped(record, at, memory);
            case RecordShape.Enveloped enveloped -> {
                if (!envelope.read(memory, enveloped)) {
                    throw cursor.malformed("an envelope without source or op");
                }
                wrapping.close();
                yield enveloped(record, at, memory);
            }
            case RecordShape.Flattened(FlatLayout layout) ->
                flat(record, at, memory, layout, flattened.read(memory, layout));
            case RecordShape.Row _ -> throw EventAssembly.bare(record);
            case RecordShape.Other other -> irrelevant(at, other);
        };
    }

    private ChangeEvent untyped(ConsumerRecord<byte[], byte[]> record, RecordCoordinates at, TopicMemory memory)
            throws EventFailure {
        int start = cursor.position();
        FlatLayout recent = memory.recentFlat();
        if (recent != null) {
            RowImage row = flattened.read(memory, recent);
            if (row != null) {
                return flat(record, at, memory, recent, row);
            }
            cursor.position(start);
        }
        if (envelope.read(memory, null)) {
            wrapping.close();
            memory.recentFlat(null);
            return enveloped(record, at, memory);
        }
        cursor.position(start);
        List<String> names = rows.names();
        cursor.position(start);
        RecordShape.Other other = RecordShape.other(names, at.topic().startsWith(HEARTBEATS));
        if (other != null) {
            return irrelevant(at, other);
        }
        if (!FlatLayout.flattened(names)) {
            throw EventAssembly.bare(record);
        }
        if (!settings.settingsDeclared()) {
            throw undeclared();
        }
        FlatLayout layout = memory.flat(names);
        memory.recentFlat(layout);
        return flat(record, at, memory, layout, flattened.read(memory, layout));
    }

    /** The event of the envelope just read. */
    private ChangeEvent enveloped(ConsumerRecord<byte[], byte[]> record, RecordCoordinates at, TopicMemory memory)
            throws EventFailure {
        memory.deletesOnlyAsTombstones = false;
        Operation operation = envelope.operation();
        if (envelope.passedOver() && operation != null) {
            memory.source.origin(operation);
            throw undeclared();
        }
        return events(record, memory).enveloped(at, envelope, memory.source);
    }

    private ChangeEvent flat(
            ConsumerRecord<byte[], byte[]> record,
            RecordCoordinates at,
            TopicMemory memory,
            FlatLayout layout,
            @Nullable RowImage row)
            throws EventFailure {
        if (row == null) {
            throw cursor.malformed("members that the schema has not, or lacks, or in another order");
        }
        wrapping.close();
        memory.deletesOnlyAsTombstones = !flattened.deletedTold();
        return events(record, memory).flattened(at, flattened, layout, row, memory.source);
    }

    private ChangeEvent irrelevant(RecordCoordinates at, RecordShape.Other other) throws EventFailure {
        cursor.skipValue();
        wrapping.close();
        return new ChangeEvent.Irrelevant(at, other.what());
    }

    private ChangeEvent tombstone(TopicMemory memory, RecordCoordinates at) throws EventFailure {
        if (memory.deletesOnlyAsTombstones) {
            throw new EventFailure(FailureCategory.CONNECTOR_SETTING, EventAssembly.DELETES_SETTING);
        }
        return new ChangeEvent.Tombstone(at);
    }

    /** The columns of a key alone. */
    @Nullable
    RowImage key(String topic, byte[] key) throws EventFailure {
        return key(key, memory(topic));
    }

    private EventAssembly events(ConsumerRecord<byte[], byte[]> record, TopicMemory memory) {
        return new EventAssembly(() -> key(record.key(), memory));
    }

    /** The record's key, whose form may differ from the value's. */
    private @Nullable RowImage key(byte @Nullable [] key, TopicMemory memory) throws EventFailure {
        if (key == null) {
            return null;
        }
        RecordShape shape = wrapping.open(key, memory.keys, shapes::key);
        RowImage image = null;
        if (!cursor.takeNull()) {
            if (cursor.peek() != '{') {
                throw cursor.malformed("the record's key is no object of columns");
            }
            image = shape instanceof RecordShape.Row(var layout) ? rows.typed(layout) : rows.untyped(memory.keyRows);
        }
        wrapping.close();
        return image;
    }

    private TopicMemory memory(String topic) {
        TopicMemory memory = recentMemory;
        if (memory == null || !recentTopic.equals(topic)) {
            memory = memories.computeIfAbsent(
                    topic, name -> new TopicMemory(settings.types().of(name), types, schemas));
            recentMemory = memory;
            recentTopic = topic;
        }
        return memory;
    }

    private static EventFailure undeclared() {
        return new EventFailure(
                FailureCategory.CONNECTOR_SETTING,
                "JSON without schema is exact only if the connector runs with decimal.handling.mode=string and"
                        + " time.precision.mode=isostring: set both there and declare them here, or use schemas.enable=true"
                        + " or Avro");
    }
}
