package dev.afterimage.txn.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.cdc.deadletter.DeadLetterHeaders;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.cdc.delivery.PartLedger;
import dev.afterimage.cdc.delivery.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Offsets are those of the test driver, which counts all topics of a pattern together. */
class TransactionTopologyTest {
    private static final Duration TOO_LONG = Duration.ofSeconds(62);
    private static final long AT = 1_795_199_227_547L;

    private Road road = new Road();

    @AfterEach
    void end() {
        road.close();
    }

    @Test
    void aTransactionLeavesOnceItIsWhole() {
        Written one = new Written(773, 25_035_416, AT).insert("orders", 1).insert("items", 7);
        road.send(one.all());
        JsonNode document = only(Road.TRANSACTIONS, one.name());
        assertThat(document.path("id").asText()).isEqualTo(one.id());
        assertThat(document.path("source").asText()).isEqualTo("shop");
        assertThat(document.path("commit").asLong()).isEqualTo(26_035_416);
        assertThat(document.path("previousCommit").asLong()).isEqualTo(25_035_416);
        assertThat(document.path("committedAt").asText()).isEqualTo("2026-11-20T18:27:07.547Z");
        assertThat(document.path("counts").toString()).isEqualTo("{\"public.items\":1,\"public.orders\":1}");
        assertThat(document.has("notConsumed")).isFalse();
        assertThat(document.path("events").path(0).toString())
                .isEqualTo("{\"collection\":\"public.orders\",\"op\":\"c\",\"key\":{\"id\":1},\"before\":null,"
                        + "\"after\":{\"id\":1,\"n\":773},\"unavailable\":[],\"totalOrder\":1,"
                        + "\"topic\":\"shop.public.orders\",\"partition\":0,\"offset\":1}");
        assertThat(document.path("events")).hasSize(2);
        assertThat(road.stored()).isZero();
    }

    @Test
    void theEndMayComeBeforeTheRowsAndTheBeginLast() {
        Written one = new Written(773, 100, AT)
                .insert("orders", 1)
                .insert("orders", 2)
                .insert("items", 7);
        road.send(one.end());
        road.send(one.rows().reversed());
        List<Road.Left> left = road.left(Road.TRANSACTIONS);
        road.send(one.begin());
        assertThat(left).hasSize(1);
        assertThat(orders(left.getFirst().document())).containsExactly(1L, 2L, 3L);
        assertThat(road.left(Road.TRANSACTIONS)).isEmpty();
        assertThat(road.stored()).isZero();
    }

    @Test
    void transactionsAreNotMixed() {
        Written one = new Written(773, 100, AT).insert("orders", 1).insert("items", 1);
        Written two = new Written(77, 101, AT).insert("orders", 1).insert("items", 1);
        for (int i = 0; i < one.all().size(); i++) {
            road.send(one.all().get(i));
            road.send(two.all().get(i));
        }
        assertThat(road.left(Road.TRANSACTIONS)).extracting(Road.Left::key).containsExactly(one.name(), two.name());
    }

    @Test
    void whatComesAgainIsCountedAndNotDeliveredAgain() {
        Written one = new Written(773, 100, AT).insert("orders", 1).insert("orders", 2);
        road.send(one.rows().getFirst());
        road.send(one.rows().getFirst());
        road.send(one.all());
        assertThat(road.left(Road.TRANSACTIONS)).hasSize(1);
        road.send(one.all());
        assertThat(road.left(Road.TRANSACTIONS)).isEmpty();
        assertThat(road.left(Road.INCOMPLETE)).isEmpty();
        assertThat(road.counted().duplicates).isEqualTo(2 + 4);
        assertThat(road.stored()).isZero();
    }

    @Test
    void anEmptyTransactionLeavesNothing() {
        road.send(new Written(777, 100, AT).all());
        road.pass(TOO_LONG);
        assertThat(road.left(Road.TRANSACTIONS)).isEmpty();
        assertThat(road.left(Road.INCOMPLETE)).isEmpty();
        assertThat(road.stored()).isZero();
    }

    @Test
    void aKeyUpdateCountsTwiceAndItsTombstoneNot() {
        Written one = new Written(776, 100, AT).rekey("orders", 1, 2);
        road.send(one.begin());
        road.send(one.rows().get(0));
        road.send(new Written.Sent("shop.public.orders", "{\"id\":1}", null));
        road.send(one.rows().get(1));
        road.send(one.end());
        JsonNode document = only(Road.TRANSACTIONS, one.name());
        assertThat(document.path("counts").path("public.orders").asInt()).isEqualTo(2);
        assertThat(document.path("events").path(0).path("op").asText()).isEqualTo("d");
        assertThat(document.path("events").path(0).path("before").toString()).isEqualTo("{\"id\":1}");
    }

    @Test
    void aColumnThatWasNotSentIsNamedAndHasNoValue() {
        Written one = new Written(776, 100, AT).toasted("orders", 1);
        road.send(one.all());
        JsonNode event = only(Road.TRANSACTIONS, one.name()).path("events").path(0);
        assertThat(event.path("unavailable").toString()).isEqualTo("[\"body\"]");
        assertThat(event.path("after").toString()).isEqualTo("{\"id\":1}");
    }

    @Test
    void aLogicalMessageIsAnEventOfItsTransaction() {
        Written one =
                new Written(776, 100, AT).insert("orders", 1).message("note").insert("orders", 2);
        road.send(one.all());
        JsonNode document = only(Road.TRANSACTIONS, one.name());
        assertThat(orders(document)).containsExactly(1L, 2L, 3L);
        assertThat(document.path("events").path(1).path("op").asText()).isEqualTo("m");
        assertThat(document.path("events").path(1).path("key").toString()).isEqualTo("{\"prefix\":\"note\"}");
    }

    @Test
    void rowsOfATableThatIsNotReadJoinNothingThoughTheyCome() {
        road.close();
        road = new Road(Road.LIMITS, List.of("LOGICAL_DECODING_MESSAGE"));
        Written one = new Written(776, 100, AT).insert("orders", 1).message("note");
        road.send(one.all());
        JsonNode document = only(Road.TRANSACTIONS, one.name());
        assertThat(document.path("notConsumed").toString()).isEqualTo("{\"LOGICAL_DECODING_MESSAGE\":1}");
    }

    @Test
    void snapshotRowsNeverJoinATransaction() {
        Written one = new Written(773, 100, AT).insert("orders", 1);
        road.send(one.begin());
        road.send(one.snapshotRow("orders", 2));
        road.send(one.rows());
        road.send(one.end());
        assertThat(only(Road.TRANSACTIONS, one.name()).path("events")).hasSize(1);
        assertThat(road.counted().outside).isEqualTo(1);
    }

    @Test
    void tablesThatAreNotReadAreNamedAndNotWaitedFor() {
        road.close();
        road = new Road(Road.LIMITS, List.of("public.audit"));
        Written one =
                new Written(773, 100, AT).filtered("audit").insert("orders", 1).filtered("audit");
        road.send(one.all());
        JsonNode document = only(Road.TRANSACTIONS, one.name());
        assertThat(document.path("notConsumed").toString()).isEqualTo("{\"public.audit\":2}");
        assertThat(orders(document)).containsExactly(2L);
    }

    @Test
    void aTableOfWhichNothingComesIsReportedByName() {
        Written one = new Written(773, 100, AT).insert("orders", 1).filtered("audit");
        road.send(one.all());
        road.pass(Duration.ofSeconds(58));
        assertThat(road.left(Road.INCOMPLETE)).isEmpty();
        road.pass(Duration.ofSeconds(4));
        JsonNode report = only(Road.INCOMPLETE, one.name());
        assertThat(report.path("state").asText()).isEqualTo("incomplete");
        assertThat(report.path("cause").asText()).isEqualTo("COLLECTION_MISSING");
        assertThat(report.path("missing").toString()).isEqualTo("{\"public.audit\":1}");
        assertThat(report.path("events")).hasSize(1);
        assertThat(road.left(Road.TRANSACTIONS)).isEmpty();
        Road.Left letter = road.left(Road.DEAD_LETTERS).getFirst();
        assertThat(header(letter, DeadLetterHeaders.ERROR_CATEGORY)).isEqualTo("TRANSACTION_INCOMPLETE");
        assertThat(letter.document().has("events")).isFalse();
        assertThat(road.stored()).isZero();
    }

    @Test
    void rowsThatComeAfterItWasReportedAreRoutedAndMakeNothingWhole() {
        Written one = new Written(773, 100, AT).insert("orders", 1).insert("orders", 2);
        road.send(one.end());
        road.send(one.rows().get(0));
        road.pass(TOO_LONG);
        assertThat(only(Road.INCOMPLETE, one.name()).path("cause").asText()).isEqualTo("EVENTS_MISSING");
        road.send(one.rows().get(1));
        Road.Left late = road.left(Road.INCOMPLETE).getFirst();
        assertThat(late.document().path("state").asText()).isEqualTo("late");
        assertThat(late.document().path("event").path("totalOrder").asInt()).isEqualTo(2);
        assertThat(road.counted().late).isEqualTo(1);
        road.pass(TOO_LONG);
        assertThat(road.left(Road.TRANSACTIONS)).isEmpty();
        assertThat(road.left(Road.INCOMPLETE)).isEmpty();
    }

    @Test
    void aTransactionWithoutItsEndIsReported() {
        Written one = new Written(773, 100, AT).insert("orders", 1);
        road.send(one.begin());
        road.send(one.rows());
        road.pass(TOO_LONG);
        assertThat(only(Road.INCOMPLETE, "shop/773").path("cause").asText()).isEqualTo("END_MISSING");
    }

    @Test
    void aShortEndOfAConnectorThatCountedAnewMakesNothingWhole() {
        Written first = new Written(773, 100, AT).insert("orders", 1).insert("orders", 2);
        Written again = new Written(773, 102, AT).insert("orders", 3).insert("orders", 4);
        road.send(first.begin());
        road.send(first.rows());
        road.send(again.begin());
        road.send(again.rows());
        road.send(again.end());
        road.pass(TOO_LONG);
        assertThat(road.left(Road.TRANSACTIONS)).isEmpty();
        assertThat(only(Road.INCOMPLETE, again.name()).path("cause").asText()).isEqualTo("CONTRADICTION");
    }

    @Test
    void aNumberThatIsGivenAgainIsAnotherTransaction() {
        Written one = new Written(5, 100, AT).insert("orders", 1);
        Written wrapped = new Written(5, 900_000_000, AT + Duration.ofHours(9).toMillis()).insert("orders", 1);
        road.send(one.all());
        road.send(wrapped.all());
        assertThat(road.left(Road.TRANSACTIONS)).extracting(Road.Left::key).containsExactly(one.name(), wrapped.name());
    }

    @Test
    void aNumberThatIsGivenAgainReportsTheOneThatStillWaits() {
        Written one = new Written(5, 100, AT).insert("orders", 1).insert("orders", 2);
        Written wrapped = new Written(5, 900_000_000, AT + Duration.ofHours(9).toMillis()).insert("orders", 3);
        road.send(one.end());
        road.send(one.rows().get(0));
        road.send(wrapped.all());
        assertThat(only(Road.INCOMPLETE, one.name()).path("cause").asText()).isEqualTo("NUMBER_REUSED");
        assertThat(only(Road.TRANSACTIONS, wrapped.name()).path("events")).hasSize(1);
        assertThat(road.stored()).isZero();
    }

    @Test
    void anEventThatCannotBeReadIsADeadLetterAndItsTransactionSaysSo() {
        Written one = new Written(773, 100, AT).insert("orders", 1).insert("orders", 2);
        Written.Sent broken = broken(one.rows().get(0));
        road.send(one.end());
        road.send(broken);
        road.send(one.rows().get(1));
        Road.Left letter = road.left(Road.DEAD_LETTERS).getFirst();
        assertThat(letter.bytes()).isEqualTo(broken.valueBytes());
        assertThat(header(letter, DeadLetterHeaders.ERROR_CATEGORY)).isEqualTo("MALFORMED");
        road.pass(TOO_LONG);
        JsonNode report = only(Road.INCOMPLETE, one.name());
        assertThat(report.path("cause").asText()).isEqualTo("POISON_RECORD");
        assertThat(report.path("lost").path(0).path("record").asText()).isEqualTo("shop.public.orders-0@1");
    }

    @Test
    void aRedrivenEventHealsItsTransactionAndIsAnswered() throws EventFailure {
        Written one = new Written(773, 100, AT).insert("orders", 1).insert("orders", 2);
        road.send(one.end());
        road.send(broken(one.rows().get(0)));
        road.send(one.rows().get(1));
        road.send(
                new Written.Sent(
                        TransactionTopology.redriveTopic(Road.GROUP),
                        one.rows().get(0).key(),
                        one.rows().get(0).value()),
                redriven("r-1", "shop.public.orders", 0, 1));
        JsonNode document = only(Road.TRANSACTIONS, one.name());
        assertThat(orders(document)).containsExactly(1L, 2L);
        assertThat(document.path("events").path(0).path("topic").asText()).isEqualTo("shop.public.orders");
        Outcome outcome = Outcome.fromJson(road.left(Road.OUTCOMES).getFirst().bytes());
        assertThat(outcome.result()).isEqualTo(Outcome.Result.APPLIED);
        assertThat(outcome.redrive().id()).isEqualTo("r-1");
    }

    @Test
    void aBoundaryThatCannotBeReadIsTheReasonToo() {
        Written one = new Written(773, 100, AT).insert("orders", 1);
        road.send(one.rows());
        road.send(broken(one.end()));
        assertThat(road.left(Road.DEAD_LETTERS)).hasSize(1);
        road.pass(TOO_LONG);
        assertThat(only(Road.INCOMPLETE, "shop/773").path("cause").asText()).isEqualTo("POISON_RECORD");
    }

    @Test
    void anEventThatComesReadableTheSecondTimeHealsItsTransaction() {
        Written one = new Written(773, 100, AT).insert("orders", 1).insert("orders", 2);
        road.send(broken(one.rows().get(0)));
        road.send(one.all());
        assertThat(orders(only(Road.TRANSACTIONS, one.name()))).containsExactly(1L, 2L);
    }

    @Test
    void aRedrivenReportIsAnsweredAndMakesNoOtherDeadLetter() throws EventFailure {
        Written one = new Written(773, 100, AT).insert("orders", 1).filtered("audit");
        road.send(one.all());
        road.pass(TOO_LONG);
        Road.Left letter = road.left(Road.DEAD_LETTERS).getFirst();
        road.send(
                new Written.Sent(
                        TransactionTopology.redriveTopic(Road.GROUP),
                        letter.key(),
                        new String(letter.bytes(), StandardCharsets.UTF_8)),
                redriven("r-3", Road.INCOMPLETE, 0, 0));
        Outcome outcome = Outcome.fromJson(road.left(Road.OUTCOMES).getFirst().bytes());
        assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
        assertThat(road.left(Road.DEAD_LETTERS)).isEmpty();
    }

    @Test
    void anEventThatIsRedrivenTooLateIsAnsweredAsFailed() throws EventFailure {
        Written one = new Written(773, 100, AT).insert("orders", 1);
        road.send(one.end());
        road.send(broken(one.rows().get(0)));
        road.pass(TOO_LONG);
        road.send(
                new Written.Sent(
                        TransactionTopology.redriveTopic(Road.GROUP),
                        one.rows().get(0).key(),
                        one.rows().get(0).value()),
                redriven("r-2", "shop.public.orders", 0, 1));
        Outcome outcome = Outcome.fromJson(road.left(Road.OUTCOMES).getFirst().bytes());
        assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
    }

    @Test
    void aConnectorThatCannotBeReadExactlyStopsTheSource() {
        Written one = new Written(773, 100, AT).insert("orders", 1);
        String noOrder = Objects.requireNonNull(one.rows().get(0).value()).replace("\"total_order\":1,", "");
        assertThatThrownBy(() -> road.send(new Written.Sent("shop.public.orders", "{\"id\":1}", noOrder)))
                .hasRootCauseInstanceOf(EventFailure.class)
                .hasStackTraceContaining("provide.transaction.metadata");
    }

    @Test
    void aLargeTransactionLeavesInPartsThatTheReaderKitTakesWhole() throws EventFailure {
        road.close();
        road = new Road(new AssemblyLimits(60_000, 86_400_000, 10, 100_000, 1_000, 100_000), List.of());
        Written large = new Written(773, 100, AT);
        for (int i = 0; i < 95; i++) {
            large.insert(i % 2 == 0 ? "orders" : "items", i);
        }
        Written small = new Written(774, 2_000_000, AT).insert("orders", 1);
        road.send(large.all());
        road.send(small.all());
        for (int i = 0; i < 40; i++) {
            road.pass(Duration.ofMillis(20));
        }
        PartLedger ledger = new PartLedger();
        int kept = 0;
        int applied = 0;
        int events = 0;
        List<Road.Left> left = road.left(Road.TRANSACTIONS);
        assertThat(left.getFirst().key()).as("the small one passes between").isEqualTo(small.name());
        for (int offset = 0; offset < left.size(); offset++) {
            Step step = ledger.take(left.get(offset).bytes(), offset, offset);
            assertThat(step.why()).isNull();
            kept += step.action() == Step.Action.KEEP ? 1 : 0;
            applied += step.action() == Step.Action.APPLY_KEPT ? 1 : 0;
            if (step.action() == Step.Action.KEEP) {
                events += left.get(offset).document().path("events").size();
            }
        }
        assertThat(kept).isEqualTo(10);
        assertThat(applied).isEqualTo(1);
        assertThat(events).isEqualTo(95);
        assertThat(road.stored()).isZero();
    }

    @Test
    void aLargeTransactionThatIsGivenUpLeavesInPartsTooAndItsReportClosesThem() {
        road.close();
        road = new Road(new AssemblyLimits(60_000, 86_400_000, 10, 100_000, 1_000, 100_000), List.of());
        Written large = new Written(773, 100, AT).filtered("audit");
        for (int i = 0; i < 25; i++) {
            large.insert("orders", i);
        }
        road.send(large.all());
        road.pass(TOO_LONG);
        for (int i = 0; i < 20; i++) {
            road.pass(Duration.ofMillis(20));
        }
        List<Road.Left> left = road.left(Road.INCOMPLETE);
        assertThat(left).hasSize(4);
        assertThat(left.getLast().document().path("parts").asInt()).isEqualTo(3);
        assertThat(left.getLast().document().path("missing").toString()).isEqualTo("{\"public.audit\":1}");
        assertThat(road.left(Road.TRANSACTIONS)).isEmpty();
        assertThat(road.stored()).isZero();
    }

    @Test
    void inTheOrderOfCommitsOneWaitsForTheOneBeforeIt() {
        road.close();
        road = new Road(Road.LIMITS, List.of(), new Ordering(true, 1_000, 30_000));
        Written one = new Written(770, 0, AT).insert("orders", 1);
        Written two = new Written(771, 1_000_000, AT).insert("orders", 1);
        Written three = new Written(772, 2_000_000, AT).insert("orders", 1);
        road.send(one.all());
        road.pass(Duration.ofSeconds(2));
        road.send(three.all());
        road.send(two.end());
        road.pass(Duration.ofSeconds(2));
        assertThat(road.left(Road.TRANSACTIONS)).extracting(Road.Left::key).containsExactly(one.name());
        road.send(two.rows());
        assertThat(road.left(Road.TRANSACTIONS)).extracting(Road.Left::key).containsExactly(two.name(), three.name());
        assertThat(road.stored()).isZero();
    }

    @Test
    void inTheOrderOfCommitsAStuckOneHoldsTheOthersForABoundedTime() {
        road.close();
        road = new Road(Road.LIMITS, List.of(), new Ordering(true, 1_000, 30_000));
        Written one = new Written(770, 0, AT).insert("orders", 1);
        Written stuck = new Written(771, 1_000_000, AT).insert("orders", 1).filtered("audit");
        Written three = new Written(772, 2_000_000, AT).insert("orders", 1);
        road.send(one.all());
        road.pass(Duration.ofSeconds(2));
        road.send(stuck.all());
        road.send(three.all());
        road.pass(Duration.ofSeconds(29));
        assertThat(road.left(Road.TRANSACTIONS)).extracting(Road.Left::key).containsExactly(one.name());
        road.pass(Duration.ofSeconds(2));
        assertThat(road.left(Road.TRANSACTIONS)).extracting(Road.Left::key).containsExactly(three.name());
    }

    @Test
    void inTheOrderOfCommitsAnEmptyOneLetsNothingPassTheOneThatIsOpenBeforeIt() {
        road.close();
        road = new Road(Road.LIMITS, List.of(), new Ordering(true, 1_000, 30_000));
        Written one = new Written(770, 0, AT).insert("orders", 1);
        Written open = new Written(771, 1_000_000, AT).insert("orders", 1).insert("orders", 2);
        Written empty = new Written(772, 2_000_000, AT);
        Written last = new Written(773, 3_000_000, AT).insert("orders", 1);
        road.send(one.all());
        road.pass(Duration.ofSeconds(2));
        road.send(open.begin());
        road.send(open.rows().get(0));
        road.send(empty.all());
        road.send(last.all());
        road.pass(Duration.ofSeconds(10));
        assertThat(road.left(Road.TRANSACTIONS)).extracting(Road.Left::key).containsExactly(one.name());
        road.send(open.rows().get(1));
        road.send(open.end());
        road.pass(Duration.ofSeconds(1));
        assertThat(road.left(Road.TRANSACTIONS)).extracting(Road.Left::key).containsExactly(open.name(), last.name());
        assertThat(road.stored()).isZero();
    }

    private JsonNode only(String topic, String key) {
        List<Road.Left> left = road.left(topic);
        assertThat(left).hasSize(1);
        assertThat(left.getFirst().key()).isEqualTo(key);
        return left.getFirst().document();
    }

    private static List<Long> orders(JsonNode document) {
        return document.path("events")
                .valueStream()
                .map(event -> event.path("totalOrder").asLong())
                .toList();
    }

    private static Written.Sent broken(Written.Sent sent) {
        return new Written.Sent(sent.topic(), sent.key(), sent.value() + "}");
    }

    private static String header(Road.Left left, String name) {
        Header header = left.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Headers redriven(String id, String topic, int partition, long offset) {
        Headers headers = new RecordHeaders();
        Map.of(
                        DeadLetterHeaders.REDRIVE_ID,
                        id,
                        DeadLetterHeaders.ORIGINAL_TOPIC,
                        topic,
                        DeadLetterHeaders.ORIGINAL_PARTITION,
                        Integer.toString(partition),
                        DeadLetterHeaders.ORIGINAL_OFFSET,
                        Long.toString(offset),
                        DeadLetterHeaders.ORIGINAL_TIMESTAMP,
                        "1")
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
