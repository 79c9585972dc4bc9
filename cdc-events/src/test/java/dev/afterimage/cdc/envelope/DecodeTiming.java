package dev.afterimage.cdc.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.management.ThreadMXBean;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.RecordCoordinates;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Measures the decoding of one event of some 1.9 kB, beside a bare walk over its tokens by Jackson; a quick look, not a benchmark.
 *
 * <p>Run {@code main} with the test class path.
 */
final class DecodeTiming {
    private static final int ROUNDS = 8;
    private static final int EVENTS = 200_000;

    private DecodeTiming() {}

    public static void main(String[] arguments) throws Exception {
        ConsumerRecord<byte[], byte[]> plain = new ConnectRecords(false).update(order(false));
        ConsumerRecord<byte[], byte[]> wrapped = new ConnectRecords(true).update(order(true));
        JsonFactory jackson = new JsonFactory();
        measure("plain, decoded", plain, decoding(plain));
        measure("plain, Jackson's tokens", plain, () -> tokens(jackson, plain.value()));
        measure("with schema, decoded", wrapped, decoding(wrapped));
        measure("with schema, Jackson's tokens", wrapped, () -> tokens(jackson, wrapped.value()));
    }

    private static Callable<Object> decoding(ConsumerRecord<byte[], byte[]> record) {
        JsonEventDecoder decoder = new JsonEventDecoder(ConnectRecords.DECLARED);
        RecordCoordinates at = Samples.at(record);
        return () -> {
            ChangeEvent event = decoder.decode(record, at);
            return event;
        };
    }

    private static void measure(String what, ConsumerRecord<byte[], byte[]> record, Callable<Object> work)
            throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double best = Double.MAX_VALUE;
        long bytes = 0;
        Object last = work;
        for (int round = 0; round < ROUNDS; round++) {
            long cpu = threads.getCurrentThreadCpuTime();
            long allocated = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < EVENTS; i++) {
                last = work.call();
            }
            best = Math.min(best, (threads.getCurrentThreadCpuTime() - cpu) / 1e3 / EVENTS);
            bytes = (threads.getCurrentThreadAllocatedBytes() - allocated) / EVENTS;
        }
        System.out.printf(
                Locale.ROOT,
                "%-32s %5d bytes  %6.2f us CPU  %6d bytes allocated%s%n",
                what,
                record.value().length,
                best,
                bytes,
                last == work ? "!" : "");
    }

    /** Walks over all tokens and decodes each text, which is the least that a decoder over Jackson would do. */
    private static Object tokens(JsonFactory jackson, byte[] json) throws IOException {
        int sum = 0;
        try (JsonParser parser = jackson.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    sum += parser.getTextLength();
                } else if (token == JsonToken.FIELD_NAME) {
                    sum += parser.currentName().length();
                }
            }
        }
        return sum;
    }

    private static Struct order(boolean typed) {
        Schema amount = typed ? Decimal.builder(2).optional().build() : Schema.OPTIONAL_STRING_SCHEMA;
        Schema schema = SchemaBuilder.struct()
                .name(ConnectRecords.TOPIC + ".Value")
                .field("id", Schema.INT64_SCHEMA)
                .field("customer_id", Schema.OPTIONAL_INT64_SCHEMA)
                .field("amount", amount)
                .field("status", Schema.OPTIONAL_STRING_SCHEMA)
                .field("note", Schema.OPTIONAL_STRING_SCHEMA)
                .field(
                        "created_at",
                        typed
                                ? SchemaBuilder.int64()
                                        .name("io.debezium.time.MicroTimestamp")
                                        .optional()
                                        .build()
                                : Schema.OPTIONAL_STRING_SCHEMA)
                .field("email", Schema.OPTIONAL_STRING_SCHEMA)
                .field("city", Schema.OPTIONAL_STRING_SCHEMA)
                .field("paid", Schema.OPTIONAL_BOOLEAN_SCHEMA)
                .field("weight", Schema.OPTIONAL_FLOAT64_SCHEMA)
                .field("coupon", Schema.OPTIONAL_STRING_SCHEMA)
                .field("quantity", Schema.OPTIONAL_INT32_SCHEMA)
                .optional()
                .build();
        return new Struct(schema)
                .put("id", 123456L)
                .put("customer_id", 98765L)
                .put("amount", typed ? (Object) new BigDecimal("129.95") : "129.95")
                .put("status", "shipped")
                .put("note", "The quick brown fox jumps over the lazy dog; und jetzt auf Deutsch. ".repeat(16))
                .put("created_at", typed ? (Object) 1795199227539359L : "2026-11-20T18:27:07.539359Z")
                .put("email", "someone.with.a.name@example.org")
                .put("city", "Zürich")
                .put("paid", true)
                .put("weight", 12.75)
                .put("quantity", 3);
    }
}
