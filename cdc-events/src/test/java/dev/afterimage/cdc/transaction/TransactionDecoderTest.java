package dev.afterimage.cdc.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.registry.SchemaSource;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class TransactionDecoderTest {
    private static final String SCHEMA = "{\"type\":\"record\",\"name\":\"TransactionMetadataValue\",\"fields\":["
            + "{\"name\":\"status\",\"type\":\"string\"},{\"name\":\"id\",\"type\":\"string\"},"
            + "{\"name\":\"event_count\",\"type\":[\"null\",\"long\"]},"
            + "{\"name\":\"data_collections\",\"type\":[\"null\",{\"type\":\"array\",\"items\":[\"null\",{\"type\":\"record\","
            + "\"name\":\"collection\",\"namespace\":\"event\",\"fields\":[{\"name\":\"data_collection\",\"type\":\"string\"},"
            + "{\"name\":\"event_count\",\"type\":\"long\"}]}]}]},{\"name\":\"ts_ms\",\"type\":\"long\"}]}";

    private final TransactionDecoder decoder = new TransactionDecoder(_ -> SCHEMA);

    @Test
    void beginAndEndAreReadFromAvro() throws Exception {
        Schema schema = new Schema.Parser().parse(SCHEMA);
        GenericData.Record begin = new GenericData.Record(schema);
        begin.put("status", "BEGIN");
        begin.put("id", "773:25035416");
        begin.put("ts_ms", 7L);
        assertThat(decoder.decode(write(schema, begin)))
                .isEqualTo(new TransactionBoundary.Begin(new TransactionId("773:25035416"), 7));

        Schema collections =
                schema.getField("data_collections").schema().getTypes().get(1);
        GenericData.Record orders =
                new GenericData.Record(collections.getElementType().getTypes().get(1));
        orders.put("data_collection", "public.orders");
        orders.put("event_count", 2L);
        GenericData.Record end = new GenericData.Record(schema);
        end.put("status", "END");
        end.put("id", "773:25036288");
        end.put("event_count", 2L);
        end.put("data_collections", List.of(orders));
        end.put("ts_ms", 8L);
        byte[] value = write(schema, end);
        assertThat(decoder.decode(value))
                .isEqualTo(new TransactionBoundary.End(
                        new TransactionId("773:25036288"), 8, 2, Map.of("public.orders", 2L)));
        for (int length = 0; length < value.length; length++) {
            byte[] cut = Arrays.copyOf(value, length);
            assertThatThrownBy(() -> decoder.decode(cut)).isInstanceOf(EventFailure.class);
        }
    }

    @Test
    void jsonIsReadToo() throws Exception {
        assertThat(decoder.decode("{\"status\":\"BEGIN\",\"id\":\"1\",\"ts_ms\":2}".getBytes(UTF_8)))
                .isEqualTo(new TransactionBoundary.Begin(new TransactionId("1"), 2));
    }

    @Test
    void anUnreachableRegistryIsTold() {
        TransactionDecoder without = new TransactionDecoder(SchemaSource.NONE);
        assertThatThrownBy(() -> without.decode(new byte[] {0, 0, 0, 0, 1, 2}))
                .isInstanceOfSatisfying(EventFailure.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.SCHEMA_UNAVAILABLE));
    }

    private static byte[] write(Schema schema, GenericData.Record record) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, 0, 0, 0, 1});
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
