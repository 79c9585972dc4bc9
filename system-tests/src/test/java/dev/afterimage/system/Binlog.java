package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the events of a table say about their places in MySQL's log. */
final class Binlog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Binlog() {}

    /** One streamed event: where it is in the log and in Kafka. */
    record Row(int partition, String file, long pos, long row, String op) {
        /** So that texts compare as places do. */
        String place() {
            return file + String.format("/%012d/%06d", pos, row);
        }
    }

    /** The streamed events of a table, partition by partition, as they were delivered. */
    static List<Row> rows(BinlogMirror mirror, String table) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record :
                Topic.read(mirror.stack(), mirror.table(table).topic())) {
            JsonNode payload = record.value() == null
                    ? JSON.nullNode()
                    : JSON.readTree(record.value()).path("payload");
            JsonNode source = payload.path("source");
            // Of a streamed event the connector leaves it null.
            if (source.has("file") && !source.hasNonNull("snapshot")) {
                rows.add(new Row(
                        record.partition(),
                        source.path("file").asText(),
                        source.path("pos").asLong(),
                        source.path("row").asLong(),
                        payload.path("op").asText()));
            }
        }
        return rows;
    }

    /** That the events lie over several files, and that within a partition each place is first met after all those before it. */
    static void assertInCommitOrder(BinlogMirror mirror, String... tables) throws IOException {
        for (String table : tables) {
            Map<Integer, String> last = new HashMap<>();
            Set<String> met = new HashSet<>();
            Set<String> files = new HashSet<>();
            for (Row row : rows(mirror, table)) {
                files.add(row.file());
                // A change of key is two events of one place.
                if (met.add(row.partition() + " " + row.place())) {
                    assertThat(row.place()).as(table + " " + row).isGreaterThan(last.getOrDefault(row.partition(), ""));
                    last.put(row.partition(), row.place());
                }
            }
            assertThat(files).as(table).hasSizeGreaterThan(3);
        }
    }
}
