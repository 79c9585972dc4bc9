package dev.afterimage.benchmarks.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads Debezium's JSON without schema with Jackson's tree. */
final class PieceReader implements KafkaRecordDeserializationSchema<Piece> {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Piece> out) throws IOException {
        if (record.value() == null) {
            return;
        }
        JsonNode value = JSON.readTree(record.value());
        Piece piece = new Piece();
        if (value.has("status")) {
            String topic = record.topic();
            piece.key = key(
                    topic.substring(0, topic.lastIndexOf('.')), value.path("id").asText());
            if (value.path("status").asText().equals("END")) {
                piece.counted = value.path("event_count").asLong();
            }
        } else if (value.path("transaction").isObject()) {
            JsonNode transaction = value.path("transaction");
            piece.key = key(
                    value.path("source").path("name").asText(),
                    transaction.path("id").asText());
            piece.order = transaction.path("total_order").asLong();
            piece.value = record.value();
        } else {
            return;
        }
        out.collect(piece);
    }

    private static String key(String source, String id) {
        int colon = id.indexOf(':');
        return source + "/" + (colon < 0 ? id : id.substring(0, colon));
    }

    @Override
    public TypeInformation<Piece> getProducedType() {
        return TypeInformation.of(Piece.class);
    }
}
