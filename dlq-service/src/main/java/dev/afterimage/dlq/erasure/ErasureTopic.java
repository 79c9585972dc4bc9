package dev.afterimage.dlq.erasure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.dlq.parking.Erasure;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Says on {@code <prefix>.erasure} that a key was forgotten, without saying which: only its hash stands there. Public contract; pure. */
final class ErasureTopic {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ErasureTopic() {}

    static ProducerRecord<byte[], byte[]> record(Erasure erasure) {
        ObjectNode json = JSON.createObjectNode()
                .put("topic", erasure.topic())
                .put("keyHash", erasure.keyHash())
                .put("at", erasure.at().toString())
                .put("entries", erasure.entries());
        return new ProducerRecord<>(
                name(erasure.topic()),
                erasure.keyHash().getBytes(StandardCharsets.UTF_8),
                json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The prefix is what stands before the first dot, as in {@code shop.public.customers}. */
    static String name(String topic) {
        int dot = topic.indexOf('.');
        return (dot < 0 ? topic : topic.substring(0, dot)) + ".erasure";
    }
}
