package dev.afterimage.dlq.console;

import dev.afterimage.dlq.Dlq;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Failed records of a shop, as a person would find them at night. */
final class Orders {
    static final String TOPIC = "shop.public.orders";
    static final String GROUP = "orders-indexer";
    static final int REJECTED = 40;

    private Orders() {}

    /** Forty orders with a total that the index refuses, over nine hours; some customers in a broken form; two of another consumer. */
    static List<ProducerRecord<byte[], byte[]>> letters(Dlq dlq) {
        Instant now = Instant.now();
        List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
        for (int i = 0; i < REJECTED; i++) {
            letters.add(letter(
                    dlq,
                    TOPIC,
                    4_100 + i,
                    "MAPPING_REJECTED",
                    "failed to parse field [total] of type [double] in document with id 'o-" + i + "'",
                    now.minus(Duration.ofMinutes(3L + (long) i * i / 3)),
                    order(i)));
        }
        for (int i = 0; i < 6; i++) {
            letters.add(letter(
                    dlq,
                    "shop.public.customers",
                    900 + i,
                    "MALFORMED",
                    "the value is no JSON: unexpected end of input at line 1, column " + (80 + i),
                    now.minus(Duration.ofMinutes(40L * i + 5)),
                    "{\"before\":null,\"after\":{\"id\":" + i + ",\"name\":\"Ada"));
        }
        for (int i = 0; i < 2; i++) {
            letters.add(dlq.letter(
                    "p-" + i,
                    "{\"payment\":" + i + "}",
                    Map.of(
                            "kafka_dlt-original-topic", "shop.payments",
                            "kafka_dlt-original-partition", "0",
                            "kafka_dlt-original-offset", Integer.toString(70 + i),
                            "kafka_dlt-original-consumer-group", "billing",
                            "kafka_dlt-exception-fqcn", "java.net.SocketTimeoutException",
                            "kafka_dlt-exception-message", "the bank did not answer within 5000 ms")));
        }
        return letters;
    }

    private static ProducerRecord<byte[], byte[]> letter(
            Dlq dlq, String topic, long offset, String category, String message, Instant failed, String value) {
        return dlq.letter(
                "{\"id\":" + offset + "}",
                value,
                Map.ofEntries(
                        Map.entry("dlq.original.topic", topic),
                        Map.entry("dlq.original.partition", "0"),
                        Map.entry("dlq.original.offset", Long.toString(offset)),
                        Map.entry("dlq.original.timestamp", Long.toString(failed.toEpochMilli())),
                        Map.entry("dlq.consumer.group", GROUP),
                        Map.entry("dlq.stage", "write"),
                        Map.entry("dlq.error.category", category),
                        Map.entry("dlq.error.message", message),
                        Map.entry(
                                "dlq.error.stacktrace",
                                "dev.afterimage.cdc.deadletter.EventFailure: " + message
                                        + "\n\tat sink.Bulk.place(Bulk.java:77)"),
                        Map.entry("dlq.failed.at", failed.toString())));
    }

    private static String order(int i) {
        return """
                {"before":null,"after":{"id":%1$d,"customer":%2$d,"total":"12,%3$02d","note":"to the back door"},\
                "source":{"version":"3.7.0.Final","connector":"postgresql","name":"shop","ts_ms":1795203665655,"snapshot":"false",\
                "db":"shop","sequence":"[null,\\"247%4$05d\\"]","schema":"public","table":"orders","txId":%1$d,"lsn":247%4$05d},\
                "transaction":{"id":"%1$d:247%4$05d","total_order":1,"data_collection_order":1},"op":"c","ts_ms":1795203665837}""".formatted(4_100 + i, i % 7, i % 100, i);
    }
}
