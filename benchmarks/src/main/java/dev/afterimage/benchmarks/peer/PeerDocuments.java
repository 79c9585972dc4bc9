package dev.afterimage.benchmarks.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Turns a record into an operation with Jackson's tree, the way most consumers are written. Not thread-safe. */
public final class PeerDocuments {
    private static final int ORDER_BITS = 12;
    private static final int ALIGNMENT_BITS = 3;

    private final ObjectMapper json = new ObjectMapper();
    private final PeerChecksum checksum = new PeerChecksum();

    /**
     * What is to be done with a document.
     *
     * @param id its id
     * @param version its version
     * @param document its bytes; null deletes it
     */
    public record Operation(String id, long version, byte @Nullable [] document) {}

    /** Reads a change event. */
    public Operation read(ConsumerRecord<byte[], byte[]> record) throws IOException {
        JsonNode event = json.readTree(record.value());
        String id = json.readTree(record.key()).elements().next().asText();
        JsonNode source = event.path("source");
        JsonNode sequence = json.readTree(source.path("sequence").asText());
        long commit = sequence.path(0).asLong();
        long order = event.path("transaction").path("total_order").asLong();
        long version = commit >>> ALIGNMENT_BITS << ORDER_BITS | order;
        if (!(event.path("after") instanceof ObjectNode document)) {
            return new Operation(id, version, null);
        }
        long[] sum = checksum.of(document);
        ObjectNode cdc = document.putObject("_cdc");
        cdc.put("version", version);
        cdc.put("epoch", 0);
        cdc.put("commit", commit);
        cdc.put("lsn", sequence.path(1).asLong());
        cdc.put("order", order);
        cdc.put("op", event.path("op").asText());
        cdc.put("ts", source.path("ts_ms").asLong());
        cdc.put("txn", event.path("transaction").path("id").asText());
        cdc.put("source", source.path("name").asText());
        cdc.put("topic", record.topic());
        cdc.put("partition", record.partition());
        cdc.put("offset", record.offset());
        cdc.putObject("checksum").put("a", sum[0]).put("b", sum[1]);
        return new Operation(id, version, json.writeValueAsBytes(document));
    }
}
