package dev.afterimage.cdc.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.ChangeEvent.RowChange;
import dev.afterimage.cdc.event.ChangeEvent.Truncate;
import dev.afterimage.cdc.event.Origin;
import dev.afterimage.cdc.position.MySqlPosition;
import dev.afterimage.cdc.position.SnapshotKind;
import dev.afterimage.cdc.position.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * What Debezium 3.6.1 wrote of MySQL 8.0.12: a snapshot of three rows; one transaction that inserts three, updates them, shifts their keys by one, and deletes one; another file of the log;
 * an incremental snapshot with a transaction open across it; a truncate and a row after it; an XA transaction that was only prepared.
 */
class MySqlSamplesTest {
    private final JsonEventDecoder decoder = new JsonEventDecoder(ConnectRecords.DECLARED);

    @Test
    void shouldRiseInVersionFromChangeToChangeOfAKeyAcrossFilesSnapshotsAndTruncates() throws Exception {
        Map<String, Version> last = new HashMap<>();
        for (ChangeEvent event : decoded()) {
            if (event instanceof RowChange change) {
                String key = Objects.requireNonNull(change.key()).toJson();
                Version version = change.origin().position().version(0);
                Version before = last.put(key, version);
                assertThat(before == null || before.compareTo(version) < 0)
                        .as(key + " " + change.origin().position())
                        .isTrue();
            }
        }
        assertThat(last).hasSize(8);
    }

    @Test
    void shouldTellTheRowsOfOneEventApartByTheirOrderInTheTransaction() throws Exception {
        assertThat(positions("{\"id\":12}"))
                .containsExactly(
                        new MySqlPosition(1, 5260, 2, SnapshotKind.NONE),
                        new MySqlPosition(1, 5372, 5, SnapshotKind.NONE),
                        new MySqlPosition(1, 5506, 9, SnapshotKind.NONE),
                        new MySqlPosition(1, 5506, 12, SnapshotKind.NONE),
                        new MySqlPosition(2, 1222, 0, SnapshotKind.INCREMENTAL));
    }

    @Test
    void shouldPlaceATransactionThatWasOpenAcrossAnIncrementalSnapshotAfterIt() throws Exception {
        assertThat(positions("{\"id\":1}"))
                .containsExactly(
                        new MySqlPosition(1, 4754, 0, SnapshotKind.FULL),
                        new MySqlPosition(2, 1222, 0, SnapshotKind.INCREMENTAL),
                        new MySqlPosition(2, 2563, 1, SnapshotKind.NONE),
                        new MySqlPosition(2, 3022, 1, SnapshotKind.NONE));
    }

    @Test
    void shouldReadATruncateOutsideOfAnyTransactionAtItsOwnPlace() throws Exception {
        Origin truncate = decoded().stream()
                .filter(Truncate.class::isInstance)
                .map(event -> ((Truncate) event).origin())
                .findFirst()
                .orElseThrow();
        assertThat(truncate.collection()).isEqualTo("my.acct");
        assertThat(truncate.transaction()).isNull();
        assertThat(truncate.position()).isEqualTo(new MySqlPosition(2, 2722, 0, SnapshotKind.NONE));
    }

    private List<MySqlPosition> positions(String key) throws Exception {
        List<MySqlPosition> positions = new ArrayList<>();
        for (ChangeEvent event : decoded()) {
            if (event instanceof RowChange change
                    && Objects.requireNonNull(change.key()).toJson().equals(key)) {
                positions.add((MySqlPosition) change.origin().position());
            }
        }
        return positions;
    }

    private List<ChangeEvent> decoded() throws Exception {
        List<ChangeEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : Samples.of("my.my.acct.jsonl")) {
            events.add(decoder.decode(record, Samples.at(record)));
        }
        return events;
    }
}
