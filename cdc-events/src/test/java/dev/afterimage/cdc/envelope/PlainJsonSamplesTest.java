package dev.afterimage.cdc.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.ChangeEvent.Delete;
import dev.afterimage.cdc.event.ChangeEvent.Irrelevant;
import dev.afterimage.cdc.event.ChangeEvent.RowChange;
import dev.afterimage.cdc.event.ChangeEvent.Tombstone;
import dev.afterimage.cdc.event.ChangeEvent.Upsert;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.position.PostgresPosition;
import dev.afterimage.cdc.position.SnapshotKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PlainJsonSamplesTest {
    private final JsonEventDecoder decoder =
            new JsonEventDecoder(new JsonSettings("__debezium_unavailable_value", true, TopicTypes.NONE));

    @Test
    void shouldReadTheBoundaryOfAFullSnapshot() throws Exception {
        List<String> read = new ArrayList<>();
        for (ChangeEvent event : decode("bnd.public.bt.jsonl")) {
            read.add(
                    switch (event) {
                        case RowChange change -> change.operation().code() + " " + key(change) + " " + position(change);
                        case Tombstone _ -> "tombstone";
                        default -> event.toString();
                    });
        }
        assertThat(read)
                .containsExactly(
                        "r {\"id\":1} PostgresPosition[lastCommit=-1, event=24775984, order=0, snapshot=FULL]",
                        "r {\"id\":2} PostgresPosition[lastCommit=-1, event=24775984, order=0, snapshot=FULL]",
                        "r {\"id\":4} PostgresPosition[lastCommit=-1, event=24775984, order=0, snapshot=FULL]",
                        "u {\"id\":1} PostgresPosition[lastCommit=-1, event=24775520, order=1, snapshot=NONE]",
                        "u {\"id\":1} PostgresPosition[lastCommit=-1, event=24775600, order=2, snapshot=NONE]",
                        "d {\"id\":2} PostgresPosition[lastCommit=-1, event=24775680, order=3, snapshot=NONE]",
                        "tombstone",
                        "c {\"id\":2} PostgresPosition[lastCommit=-1, event=24775744, order=4, snapshot=NONE]",
                        "r {\"id\":5} PostgresPosition[lastCommit=-1, event=24775984, order=0, snapshot=FULL]",
                        "r {\"id\":3} PostgresPosition[lastCommit=-1, event=24775984, order=0, snapshot=FULL]",
                        "u {\"id\":3} PostgresPosition[lastCommit=24776240, event=24776296, order=1, snapshot=NONE]");
    }

    @Test
    void shouldTellABlockingSnapshotFromAFullOne() throws Exception {
        assertThat(decode("blk.public.acct.jsonl"))
                .filteredOn(event -> event instanceof Upsert upsert && upsert.operation() == Operation.READ)
                .extracting(event -> position((RowChange) event))
                .containsSubsequence(
                        new PostgresPosition(PostgresPosition.UNKNOWN, 24728864, 0, SnapshotKind.FULL),
                        new PostgresPosition(24729424, 24729424, 0, SnapshotKind.BLOCKING));
    }

    @Test
    void shouldReadIncrementalSnapshotRowsAtTheLastCommit() throws Exception {
        assertThat(decode("lab.public.acct.jsonl"))
                .extracting(event -> position((RowChange) event))
                .contains(
                        new PostgresPosition(25135968, 25135968, 0, SnapshotKind.INCREMENTAL),
                        new PostgresPosition(25137080, 25135024, 1, SnapshotKind.NONE));
    }

    @Test
    void shouldKeepTheOriginOfARow() throws Exception {
        Upsert upsert = (Upsert) decode("lab.public.acct.jsonl").getLast();
        assertThat(upsert.origin().source()).isEqualTo("lab");
        assertThat(upsert.origin().connector()).isEqualTo("postgresql");
        assertThat(upsert.origin().database()).isEqualTo("postgres");
        assertThat(upsert.origin().schema()).isEqualTo("public");
        assertThat(upsert.origin().table()).isEqualTo("acct");
        assertThat(upsert.origin().committedAt()).isEqualTo(1795199340615L);
        assertThat(upsert.origin().transaction()).isEqualTo("785:25135024");
        assertThat(upsert.after().toJson()).startsWith("{\"id\":1,\"v\":");
    }

    @Test
    void shouldGiveRowsOfOneTableOneSchema() throws Exception {
        assertThat(decode("lab.public.acct.jsonl"))
                .extracting(event -> ((Upsert) event).after().schema())
                .allMatch(schema -> schema
                        == ((Upsert) first("lab.public.acct.jsonl")).after().schema())
                .noneMatch(schema -> schema.typed());
    }

    @Test
    void shouldFindTheUnchangedLargeColumnUnavailable() throws Exception {
        List<Upsert> partial = decode("shop.public.orders.jsonl").stream()
                .filter(event ->
                        event instanceof Upsert upsert && !upsert.after().complete())
                .map(Upsert.class::cast)
                .toList();
        assertThat(partial).isNotEmpty().allSatisfy(upsert -> {
            assertThat(upsert.after().toJson()).doesNotContain("unavailable").doesNotContain("\"note\"");
            assertThat(upsert.after().complete()).isFalse();
        });
    }

    @Test
    void shouldStopAtADecimalThatOnlyASchemaCouldTell() {
        EventFailure failure = catchThrowableOfType(EventFailure.class, () -> decode("shop.public.order_items.jsonl"));
        assertThat(failure.category()).isEqualTo(FailureCategory.CONNECTOR_SETTING);
        assertThat(failure).hasMessageContaining("decimal.handling.mode=string");
    }

    @Test
    void shouldStopWhereTheSettingsAreNotDeclared() {
        JsonEventDecoder undeclared = new JsonEventDecoder(JsonSettings.DEFAULT);
        ConsumerRecord<byte[], byte[]> row = Samples.of("bnd.public.bt.jsonl").getFirst();
        EventFailure failure = catchThrowableOfType(EventFailure.class, () -> undeclared.decode(row, Samples.at(row)));
        assertThat(failure.category()).isEqualTo(FailureCategory.CONNECTOR_SETTING);
        assertThat(failure)
                .hasMessageContaining("decimal.handling.mode=string")
                .hasMessageContaining("time.precision.mode=isostring")
                .hasMessageContaining("schemas.enable=true");
    }

    @Test
    void shouldPassOverTransactionBoundaries() throws Exception {
        assertThat(decode("shop.transaction.jsonl")).isNotEmpty().allSatisfy(event -> assertThat(event)
                .isInstanceOfSatisfying(Irrelevant.class, irrelevant -> assertThat(irrelevant.what())
                        .isEqualTo("transaction boundary")));
    }

    @Test
    void shouldReadADeleteWithItsKey() throws Exception {
        assertThat(decode("shop.public.orders.jsonl"))
                .filteredOn(Delete.class::isInstance)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(key((RowChange) event)).startsWith("{\"id\":"));
    }

    private ChangeEvent first(String file) {
        try {
            return decode(file).getFirst();
        } catch (EventFailure failure) {
            throw new AssertionError(failure);
        }
    }

    private List<ChangeEvent> decode(String file) throws EventFailure {
        List<ChangeEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : Samples.of(file)) {
            events.add(decoder.decode(record, Samples.at(record)));
        }
        return events;
    }

    private static String key(RowChange change) {
        RowImage key = Objects.requireNonNull(change.key());
        return key.toJson();
    }

    private static Object position(RowChange change) {
        return change.origin().position();
    }
}
