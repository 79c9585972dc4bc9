package dev.afterimage.cdc.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.ChangeEvent.Delete;
import dev.afterimage.cdc.event.ChangeEvent.Upsert;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.registry.SchemaSource;
import dev.afterimage.cdc.type.Placeholder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AvroEventDecoderTest {
    private static final Schema ROW = SchemaBuilder.struct()
            .name(ConnectRecords.TOPIC + ".Value")
            .field("id", Schema.INT64_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("tags", SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
            .optional()
            .build();

    private final ConnectAvro avro = new ConnectAvro();
    private final AvroEventDecoder decoder = new AvroEventDecoder(avro.registry(), Placeholder.DEFAULT);

    @Test
    void aDeleteHasItsKeyAndWhatIsKnownOfTheRow() throws Exception {
        Struct event =
                ConnectRecords.event(row()).put("op", "d").put("before", row()).put("after", null);
        Delete delete = (Delete) decode(record(event));
        assertThat(Objects.requireNonNull(delete.key()).toJson()).isEqualTo("{\"id\":42}");
        assertThat(Objects.requireNonNull(delete.before()).toJson())
                .isEqualTo("{\"id\":42,\"name\":\"Zoë\",\"tags\":[\"a\",\"b\"]}");
        assertThat(delete.before().schema()).isSameAs(upsert().after().schema());
    }

    @Test
    void truncatesMessagesAndTombstonesAreTold() throws Exception {
        Struct truncate = ConnectRecords.event(row()).put("op", "t").put("after", null);
        assertThat(decode(ConnectRecords.record(null, avro.write(truncate)))).isInstanceOf(ChangeEvent.Truncate.class);
        assertThat(decode(ConnectRecords.record(null, null))).isInstanceOf(ChangeEvent.Tombstone.class);
        assertThat(decode(ConnectRecords.record(null, avro.write(message()))))
                .isInstanceOfSatisfying(ChangeEvent.Message.class, message -> assertThat(message.prefix())
                        .isEqualTo("marker"));
    }

    @Test
    void recordsOfOtherTopicsAreIrrelevant() throws Exception {
        Schema boundary = SchemaBuilder.struct()
                .name("io.debezium.connector.common.TransactionMetadataValue")
                .field("status", Schema.STRING_SCHEMA)
                .field("id", Schema.STRING_SCHEMA)
                .field("event_count", Schema.OPTIONAL_INT64_SCHEMA)
                .field(
                        "data_collections",
                        SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
                .field("ts_ms", Schema.INT64_SCHEMA)
                .build();
        Struct begin =
                new Struct(boundary).put("status", "BEGIN").put("id", "7:8").put("ts_ms", 1L);
        assertThat(decode(ConnectRecords.record(null, avro.write(begin))))
                .isInstanceOfSatisfying(ChangeEvent.Irrelevant.class, event -> assertThat(event.what())
                        .isEqualTo("transaction boundary"));
        Schema heartbeat = SchemaBuilder.struct()
                .name("io.debezium.connector.common.Heartbeat")
                .field("ts_ms", Schema.INT64_SCHEMA)
                .build();
        assertThat(decode(ConnectRecords.record(null, avro.write(new Struct(heartbeat).put("ts_ms", 1L)))))
                .isInstanceOf(ChangeEvent.Irrelevant.class);
    }

    @Test
    void theFlattenedFormIsReadWhereItTellsItsPosition() throws Exception {
        Upsert upsert = (Upsert) decode(record(flattened(true, "false")));
        assertThat(upsert.after().toJson()).isEqualTo("{\"id\":42,\"name\":\"Zoë\"}");
        assertThat(upsert.origin().position().commit()).isEqualTo(25040136);
        assertThat(upsert.origin().position().order()).isEqualTo(2);
        assertThat(upsert.operation()).isEqualTo(Operation.UPDATE);
        assertThat(decode(record(flattened(true, "true")))).isInstanceOf(Delete.class);
        assertFails(FailureCategory.CONNECTOR_SETTING, record(flattened(false, "false")), "source.sequence");
    }

    @Test
    void deletesThatOnlyTombstonesTellStopTheSource() {
        assertFails(FailureCategory.CONNECTOR_SETTING, record(flattened(true, null)), "delete.tombstone");
        assertFails(FailureCategory.CONNECTOR_SETTING, ConnectRecords.record(null, null), "delete.tombstone");
    }

    @Test
    void documentsOfMongoAreRead() throws Exception {
        Schema source = SchemaBuilder.struct()
                .name("io.debezium.connector.mongo.Source")
                .field("connector", Schema.STRING_SCHEMA)
                .field("name", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.INT64_SCHEMA)
                .field("collection", Schema.STRING_SCHEMA)
                .field("ord", Schema.INT32_SCHEMA)
                .build();
        Schema envelope = SchemaBuilder.struct()
                .name("m.Envelope")
                .field(
                        "after",
                        SchemaBuilder.string()
                                .name("io.debezium.data.Json")
                                .optional()
                                .build())
                .field("source", source)
                .field("op", Schema.STRING_SCHEMA)
                .build();
        Struct event = new Struct(envelope)
                .put("after", "{\"_id\": {\"$oid\": \"5f\"}, \"n\": 1}")
                .put(
                        "source",
                        new Struct(source)
                                .put("connector", "mongodb")
                                .put("name", "m")
                                .put("ts_ms", 5000L)
                                .put("collection", "c")
                                .put("ord", 3))
                .put("op", "c");
        Upsert upsert = (Upsert) decode(record(event));
        assertThat(upsert.after().json(1)).isEqualTo("1");
        assertThat(upsert.origin().position().order()).isEqualTo(3);
    }

    @Test
    void aRowWithoutMetadataIsNoEvent() {
        assertFails(FailureCategory.MALFORMED, record(row()), "no change event");
    }

    @Test
    void whatTheRegistrySaysOfASchemaIsPassedOnAndAskedAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        ConsumerRecord<byte[], byte[]> record = avro.update(row());
        SchemaSource once = id -> {
            if (asked.incrementAndGet() == 1) {
                throw new EventFailure(FailureCategory.SCHEMA_UNAVAILABLE, "down");
            }
            return avro.registry().schema(id);
        };
        AvroEventDecoder fresh = new AvroEventDecoder(once, Placeholder.DEFAULT);
        assertThatThrownBy(() -> fresh.decode(record, Samples.at(record))).hasMessage("down");
        assertThat(fresh.decode(record, Samples.at(record))).isInstanceOf(Upsert.class);
        assertThat(fresh.decode(record, Samples.at(record))).isInstanceOf(Upsert.class);
        assertThat(asked).hasValue(3);
    }

    @Test
    void aSchemaThatCannotBeReadIsLookedAtOnce() {
        AtomicInteger asked = new AtomicInteger();
        AvroEventDecoder strange = new AvroEventDecoder(
                _ -> {
                    asked.incrementAndGet();
                    return "{\"type\":\"record\"";
                },
                Placeholder.DEFAULT);
        ConsumerRecord<byte[], byte[]> record = ConnectRecords.record(null, new byte[] {0, 0, 0, 0, 9, 1});
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> strange.decode(record, Samples.at(record)))
                    .isInstanceOfSatisfying(EventFailure.class, failure -> assertThat(failure.category())
                            .isEqualTo(FailureCategory.MALFORMED));
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void otherWireFormatsAreMalformedAndTheSettingIsNamed() {
        byte[] json = "{\"op\":\"c\"}".getBytes(StandardCharsets.UTF_8);
        assertFails(FailureCategory.MALFORMED, ConnectRecords.record(null, json), "value.converter");
        assertFails(FailureCategory.MALFORMED, ConnectRecords.record(null, new byte[] {0, 0, 0}), "value.converter");
        assertFails(
                FailureCategory.MALFORMED,
                ConnectRecords.record(json, avro.write(ConnectRecords.event(row()))),
                "key.converter");
    }

    @Test
    void everyShorterOrLongerRecordIsMalformed() {
        byte[] value = avro.update(row()).value();
        for (int length = 0; length < value.length; length++) {
            assertFails(FailureCategory.MALFORMED, ConnectRecords.record(null, Arrays.copyOf(value, length)), "");
        }
        assertFails(
                FailureCategory.MALFORMED,
                ConnectRecords.record(null, Arrays.copyOf(value, value.length + 1)),
                "bytes follow");
    }

    @Property
    void brokenBytesGiveAnEventOrAFailureAndNothingWorse(
            @ForAll int place, @ForAll byte with, @ForAll int otherPlace, @ForAll byte otherWith) throws Exception {
        ConsumerRecord<byte[], byte[]> record = avro.update(row());
        byte[] value = record.value();
        value[5 + Math.floorMod(place, value.length - 5)] = with;
        value[5 + Math.floorMod(otherPlace, value.length - 5)] = otherWith;
        byte[] key = record.key();
        key[5 + Math.floorMod(otherPlace, key.length - 5)] = with;
        try {
            if (decode(record) instanceof Upsert upsert) {
                assertThat(upsert.after().toJson()).doesNotContain("\n", "\u0000");
            }
        } catch (EventFailure failure) {
            assertThat(failure.category()).isNotEqualTo(FailureCategory.UNEXPECTED);
        }
    }

    @Test
    void allFormsGoThroughOneDecoderAndShareTheirSchemas() throws Exception {
        AnyFormDecoder any = new AnyFormDecoder(JsonSettings.DEFAULT, avro.registry());
        ConsumerRecord<byte[], byte[]> binary = avro.update(row());
        ConsumerRecord<byte[], byte[]> text = new ConnectRecords(true).update(row());
        RowImage one = ((Upsert) any.decode(binary, Samples.at(binary))).after();
        RowImage other = ((Upsert) any.decode(text, Samples.at(text))).after();
        assertThat(one.toJson()).isEqualTo(other.toJson());
        assertThat(one.schema()).isSameAs(other.schema());
        ConsumerRecord<byte[], byte[]> tombstone = ConnectRecords.record(null, null);
        assertThat(any.decode(tombstone, Samples.at(tombstone))).isInstanceOf(ChangeEvent.Tombstone.class);
    }

    @Test
    void withoutARegistryAvroIsParkedAndSaysWhy() {
        AnyFormDecoder any = new AnyFormDecoder(JsonSettings.DEFAULT, SchemaSource.NONE);
        ConsumerRecord<byte[], byte[]> record = avro.update(row());
        assertThatThrownBy(() -> any.decode(record, Samples.at(record)))
                .isInstanceOfSatisfying(EventFailure.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.SCHEMA_UNAVAILABLE));
    }

    private Upsert upsert() throws EventFailure {
        return (Upsert) decode(avro.update(row()));
    }

    private ChangeEvent decode(ConsumerRecord<byte[], byte[]> record) throws EventFailure {
        return decoder.decode(record, Samples.at(record));
    }

    private ConsumerRecord<byte[], byte[]> record(Struct value) {
        return ConnectRecords.record(avro.write(ConnectRecords.key(row())), avro.write(value));
    }

    private void assertFails(FailureCategory category, ConsumerRecord<byte[], byte[]> record, String named) {
        assertThatThrownBy(() -> decode(record))
                .hasMessageContaining(named)
                .isInstanceOfSatisfying(EventFailure.class, failure -> assertThat(failure.category())
                        .isEqualTo(category));
    }

    private static Struct row() {
        return new Struct(ROW).put("id", 42L).put("name", "Zoë").put("tags", List.of("a", "b"));
    }

    private static Struct message() {
        Struct source = ConnectRecords.event(row()).getStruct("source");
        Schema content = SchemaBuilder.struct()
                .name("io.debezium.connector.postgresql.MessageValue.Block")
                .field("prefix", Schema.OPTIONAL_STRING_SCHEMA)
                .field("content", Schema.OPTIONAL_BYTES_SCHEMA)
                .optional()
                .build();
        Schema envelope = SchemaBuilder.struct()
                .name("io.debezium.connector.postgresql.MessageValue")
                .field("op", Schema.OPTIONAL_STRING_SCHEMA)
                .field("source", source.schema())
                .field("message", content)
                .build();
        return new Struct(envelope)
                .put("op", "m")
                .put("source", source)
                .put("message", new Struct(content).put("prefix", "marker").put("content", new byte[] {1}));
    }

    private static Struct flattened(boolean sequence, @Nullable String deleted) {
        SchemaBuilder schema = SchemaBuilder.struct()
                .name("flat" + sequence + (deleted != null))
                .field("id", Schema.INT64_SCHEMA)
                .field("name", Schema.OPTIONAL_STRING_SCHEMA);
        for (String text :
                new String[] {"__op", "__source_name", "__source_connector", "__source_snapshot", "__source_table"}) {
            schema.field(text, Schema.OPTIONAL_STRING_SCHEMA);
        }
        schema.field("__source_ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .field("__transaction_total_order", Schema.OPTIONAL_INT64_SCHEMA);
        if (sequence) {
            schema.field("__source_sequence", Schema.OPTIONAL_STRING_SCHEMA);
        }
        if (deleted != null) {
            schema.field("__deleted", Schema.OPTIONAL_STRING_SCHEMA);
        }
        Struct flat = new Struct(schema.build())
                .put("id", 42L)
                .put("name", "Zoë")
                .put("__op", "u")
                .put("__source_name", "shop")
                .put("__source_connector", "postgresql")
                .put("__source_snapshot", "false")
                .put("__source_table", "things")
                .put("__source_ts_ms", 1L)
                .put("__transaction_total_order", 2L);
        if (sequence) {
            flat.put("__source_sequence", "[\"25040136\",\"25040384\"]");
        }
        return deleted == null ? flat : flat.put("__deleted", deleted);
    }
}
