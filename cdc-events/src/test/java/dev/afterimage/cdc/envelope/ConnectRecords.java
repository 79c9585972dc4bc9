package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.type.Placeholder;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.jspecify.annotations.Nullable;

/** Change events of one table as Connect's own JSON converter writes them, with or without schema. */
final class ConnectRecords {
    static final String TOPIC = "shop.public.things";
    static final JsonSettings DECLARED = new JsonSettings(Placeholder.DEFAULT, true, TopicTypes.NONE);

    private static final Schema SOURCE = SchemaBuilder.struct()
            .name("io.debezium.connector.postgresql.Source")
            .field("version", Schema.STRING_SCHEMA)
            .field("connector", Schema.STRING_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field(
                    "snapshot",
                    SchemaBuilder.string()
                            .name("io.debezium.data.Enum")
                            .parameter(
                                    "allowed",
                                    "true,first,first_in_data_collection,last_in_data_collection,last,false,incremental")
                            .defaultValue("false")
                            .optional()
                            .build())
            .field("db", Schema.STRING_SCHEMA)
            .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
            .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
            .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .field("xmin", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    private static final Schema TRANSACTION = SchemaBuilder.struct()
            .name("event.block")
            .field("id", Schema.STRING_SCHEMA)
            .field("total_order", Schema.INT64_SCHEMA)
            .field("data_collection_order", Schema.INT64_SCHEMA)
            .optional()
            .build();

    private final JsonConverter values = new JsonConverter();
    private final JsonConverter keys = new JsonConverter();

    ConnectRecords(boolean schemas) {
        Map<String, Object> settings =
                Map.of("schemas.enable", schemas, "replace.null.with.default", false, "schemas.cache.size", 100);
        values.configure(settings, false);
        keys.configure(settings, true);
    }

    /** An update of a row whose key is its {@code id}. */
    ConsumerRecord<byte[], byte[]> update(Struct row) {
        Struct key = key(row);
        Struct event = event(row);
        return record(
                keys.fromConnectData(TOPIC, key.schema(), key), values.fromConnectData(TOPIC, event.schema(), event));
    }

    static Struct key(Struct row) {
        Schema key = SchemaBuilder.struct()
                .name(TOPIC + ".Key")
                .field("id", row.schema().field("id").schema())
                .build();
        return new Struct(key).put("id", row.get("id"));
    }

    static Struct event(Struct row) {
        Schema envelope = SchemaBuilder.struct()
                .name(TOPIC + ".Envelope")
                .field("before", row.schema())
                .field("after", row.schema())
                .field("source", SOURCE)
                .field("transaction", TRANSACTION)
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
                .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
        return new Struct(envelope)
                .put("after", row)
                .put(
                        "source",
                        new Struct(SOURCE)
                                .put("version", "3.7.0.Final")
                                .put("connector", "postgresql")
                                .put("name", "shop")
                                .put("ts_ms", 1795199227547L)
                                .put("snapshot", "false")
                                .put("db", "postgres")
                                .put("sequence", "[\"25040136\",\"25040384\"]")
                                .put("ts_us", 1795199227547718L)
                                .put("ts_ns", 1795199227547718000L)
                                .put("schema", "public")
                                .put("table", "things")
                                .put("txId", 778L)
                                .put("lsn", 25040384L))
                .put(
                        "transaction",
                        new Struct(TRANSACTION)
                                .put("id", "778:25040384")
                                .put("total_order", 2L)
                                .put("data_collection_order", 1L))
                .put("op", "u")
                .put("ts_ms", 1795199228060L)
                .put("ts_us", 1795199228060852L)
                .put("ts_ns", 1795199228060852475L);
    }

    static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                TOPIC,
                0,
                0,
                1795199228424L,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
