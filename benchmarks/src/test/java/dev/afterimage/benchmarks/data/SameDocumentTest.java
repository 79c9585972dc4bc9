package dev.afterimage.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.benchmarks.peer.PeerDocuments;
import dev.afterimage.cdc.envelope.JsonEventDecoder;
import dev.afterimage.cdc.envelope.JsonSettings;
import dev.afterimage.cdc.envelope.TopicTypes;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.type.Placeholder;
import dev.afterimage.indexer.document.ByteWriter;
import dev.afterimage.indexer.document.DocumentWriter;
import dev.afterimage.indexer.document.Projection;
import dev.afterimage.indexer.document.TableOptions;
import dev.afterimage.indexer.plan.Candidate;
import dev.afterimage.indexer.plan.PartitionLedger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The limit, the peer and the indexer are compared fairly only if they write the same documents. */
class SameDocumentTest {
    private static final Topic TOPIC = new Topic("same");
    private static final long SEED = 3;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void theReadyDocumentIsTheIndexersByteForByte() throws Exception {
        for (Change change : changes()) {
            String ready = text(new ReadyDocument(TOPIC, SEED)
                    .update(change.key(), change.event(), TopicLoader.committedAt(change.event()), 2, 40));

            assertThat(ready).isEqualTo(text(indexed(record(change))));
        }
    }

    @Test
    void thePeersDocumentSaysTheSame() throws Exception {
        for (Change change : changes()) {
            PeerDocuments.Operation operation = new PeerDocuments().read(record(change));

            assertThat(operation.id()).isEqualTo(Integer.toString(change.key()));
            assertThat(operation.version()).isEqualTo(Positions.version(change.event()));
            assertThat(operation.document()).isNotNull();
            assertThat(json.readTree(operation.document())).isEqualTo(json.readTree(indexed(record(change))));
        }
    }

    @Test
    void anEnvelopeHasTheSizeOfTheDefinition() {
        assertThat(changes()).allSatisfy(change -> assertThat(change.value()).hasSizeBetween(1_800, 1_960));
    }

    private static List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        ChangeStream stream = new ChangeStream(Workload.updates(SEED, 200_000));
        for (int i = 0; i < 200; i++) {
            stream.next(TopicLoader.committedAt(i), changes::add);
        }
        return changes;
    }

    private static ConsumerRecord<byte[], byte[]> record(Change change) {
        return new ConsumerRecord<>(TOPIC.name(), 2, 40, change.keyJson(), change.value());
    }

    private static byte[] indexed(ConsumerRecord<byte[], byte[]> record) throws Exception {
        RecordCoordinates at = new RecordCoordinates(record.topic(), record.partition(), record.offset(), 0);
        ChangeEvent event =
                new JsonEventDecoder(new JsonSettings(Placeholder.DEFAULT, true, TopicTypes.NONE)).decode(record, at);
        ChangeEvent.Upsert upsert = (ChangeEvent.Upsert) event;
        PartitionLedger ledger = new PartitionLedger(new TopicPartition(record.topic(), record.partition()));
        ByteWriter out = new ByteWriter(4096);
        new DocumentWriter(new byte[0])
                .write(
                        Candidate.of(ledger.open(record, at, null), upsert, 0, upsert.after(), false),
                        new Projection(upsert.after().schema(), TableOptions.DEFAULT),
                        out);
        return out.copy();
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
