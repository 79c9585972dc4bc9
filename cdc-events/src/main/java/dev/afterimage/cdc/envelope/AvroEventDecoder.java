package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.avro.AvroInput;
import dev.afterimage.cdc.avro.AvroRow;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.registry.SchemaSource;
import dev.afterimage.cdc.type.Declarations;
import dev.afterimage.cdc.type.LogicalTypes;
import dev.afterimage.cdc.type.Placeholder;
import dev.afterimage.cdc.type.RowImageBuilder;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes Avro in the Confluent wire format: a zero, a schema's id in four bytes, the record.
 *
 * <p>Reads the bytes once, straight into images, along a plan compiled from the writer's schema when its id is first met; the schema comes
 * from the registry then, and never again. Used by one thread at a time.
 */
public final class AvroEventDecoder implements EventDecoder {
    private static final int HEADER = 5;
    private static final int TOPICS = 4096;

    private final LogicalTypes types;
    private final TableSchemas schemas;
    private final AvroPlans plans;
    private final AvroInput in = new AvroInput();
    private final AvroContent content = new AvroContent();
    private final RowImageBuilder keyBuilder = new RowImageBuilder();
    private final Map<String, TopicMemory> memories = new Recent<>(TOPICS);

    /** @param placeholder the connector's {@code unavailable.value.placeholder} */
    public AvroEventDecoder(SchemaSource registry, String placeholder) {
        this(registry, placeholder, new TableSchemas());
    }

    AvroEventDecoder(SchemaSource registry, String placeholder, TableSchemas schemas) {
        this.types = new LogicalTypes(new Placeholder(placeholder));
        this.schemas = schemas;
        this.plans = new AvroPlans(registry, new RecordShapes(types, schemas));
    }

    /** Whether the bytes start as this wire format does, which no JSON does. */
    static boolean speaks(byte[] bytes) {
        return bytes.length >= HEADER && bytes[0] == 0;
    }

    @Override
    public ChangeEvent decode(ConsumerRecord<byte[], byte[]> record, RecordCoordinates at) throws EventFailure {
        TopicMemory memory = memory(at.topic());
        byte[] value = record.value();
        if (value == null) {
            if (memory.deletesOnlyAsTombstones) {
                throw new EventFailure(FailureCategory.CONNECTOR_SETTING, EventAssembly.DELETES_SETTING);
            }
            return new ChangeEvent.Tombstone(at);
        }
        int id = open(value, "value.converter");
        return switch (plans.value(id, at.topic())) {
            case AvroPlan.Enveloped(var envelope) -> {
                content.begin(memory);
                envelope.read(in, content);
                close();
                yield events(record).enveloped(at, content, memory.source);
            }
            case AvroPlan.Flattened(var layout, var steps) -> {
                content.begin(memory);
                content.builder().begin(layout.row());
                steps.read(in, content);
                close();
                RowImage row = content.builder().build();
                memory.deletesOnlyAsTombstones = !content.deletedTold();
                yield events(record).flattened(at, content, layout, row, memory.source);
            }
            case AvroPlan.Bare _ -> throw EventAssembly.bare(record);
            case AvroPlan.Other(var what, var all) -> {
                all.read(in, content);
                close();
                yield new ChangeEvent.Irrelevant(at, what);
            }
            case AvroPlan.Refused(var category, var message) -> throw new EventFailure(category, message);
        };
    }

    private EventAssembly events(ConsumerRecord<byte[], byte[]> record) {
        return new EventAssembly(() -> key(record.key()));
    }

    /** The columns of a key alone. */
    @Nullable
    RowImage key(byte @Nullable [] key) throws EventFailure {
        if (key == null) {
            return null;
        }
        AvroRow row = plans.key(open(key, "key.converter"));
        RowImage image = row.read(in, keyBuilder);
        close();
        return image;
    }

    private int open(byte[] bytes, String converter) throws EventFailure {
        if (!speaks(bytes)) {
            throw new EventFailure(
                    FailureCategory.MALFORMED,
                    "the bytes do not start with a zero and a schema's id of four bytes; is " + converter
                            + " an Avro converter with Confluent's ids?");
        }
        in.reset(bytes, HEADER, bytes.length);
        return ByteBuffer.wrap(bytes).getInt(1);
    }

    private void close() throws EventFailure {
        if (in.remaining() > 0) {
            throw new EventFailure(FailureCategory.MALFORMED, "Avro: bytes follow the record");
        }
    }

    private TopicMemory memory(String topic) {
        return memories.computeIfAbsent(topic, _ -> new TopicMemory(Declarations.NONE, types, schemas));
    }
}
