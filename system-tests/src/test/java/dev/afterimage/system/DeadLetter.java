package dev.afterimage.system;

import dev.afterimage.localstack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A record of the dead-letter topic, read by its public contract. */
record DeadLetter(ConsumerRecord<byte[], byte[]> record) {
    private static final String TOPIC = "afterimage.dead-letters";

    /** All dead letters of topics that begin with a prefix. */
    static List<DeadLetter> all(LocalStack stack, String topicPrefix) {
        return Topic.read(stack, TOPIC).stream()
                .map(DeadLetter::new)
                .filter(letter -> letter.header("dlq.original.topic").startsWith(topicPrefix))
                .toList();
    }

    String header(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    String category() {
        return header("dlq.error.category");
    }

    byte[] key() {
        return record.key();
    }

    byte[] value() {
        return record.value();
    }

    @Override
    public String toString() {
        return header("dlq.original.topic") + "-" + header("dlq.original.partition") + "@"
                + header("dlq.original.offset") + " " + category() + ": " + header("dlq.error.message");
    }
}
