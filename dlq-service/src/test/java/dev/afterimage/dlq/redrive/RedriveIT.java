package dev.afterimage.dlq.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.dlq.Dlq;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Parked records go back as they were, in the order of their keys, and what became of them is recorded. */
@ExtendWith(LocalStackExtension.class)
class RedriveIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Dlq dlq;

    @BeforeAll
    static void start(LocalStack stack) throws Exception {
        dlq = Dlq.start(
                stack,
                "redriving",
                Map.of("afterimage.dlq.lease", "10s", "afterimage.dlq.foreign-topics", "away=redriving.away"));
    }

    @AfterAll
    static void end() {
        dlq.close();
    }

    @Test
    void aRecordGoesBackAsItWasAndItsOutcomeIsRecorded() throws Exception {
        try (AnsweringGroup group = new AnsweringGroup(dlq, "unchanged", record -> Outcome.Result.APPLIED)) {
            ProducerRecord<byte[], byte[]> letter =
                    dlq.letter("t.unchanged", 41, "unchanged", "MALFORMED", "key", "value");
            letter.headers().add("trace", Dlq.utf8("t-1"));
            letter.headers().add("dlq.error.stacktrace", Dlq.utf8("at x"));
            dlq.send(List.of(letter));
            long id = id("t.unchanged", 41);

            HttpResponse<String> answer = dlq.post("/api/v1/dead-letters/" + id + "/redrive", "{}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            dlq.awaitCount(1, "id = " + id + " and state = 'resolved' and resolution = 'applied' and retry_count = 1");
            ConsumerRecord<byte[], byte[]> sent = group.received().getFirst();
            assertThat(sent.key()).isEqualTo(Dlq.utf8("key"));
            assertThat(sent.value()).isEqualTo(Dlq.utf8("value"));
            assertThat(StreamSupport.stream(sent.headers().spliterator(), false)
                            .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8)))
                    .containsExactlyInAnyOrder(
                            "trace=t-1",
                            "dlq.original.topic=t.unchanged",
                            "dlq.original.partition=0",
                            "dlq.original.offset=41",
                            "dlq.original.timestamp=1700000000000",
                            "dlq.redrive.id=dlq-" + id + "-1",
                            "dlq.attempts=1");
            JsonNode whole = get("/api/v1/dead-letters/" + id);
            assertThat(whole.path("resolution").asText()).isEqualTo("applied");
            assertThat(whole.at("/value/text").asText()).isEqualTo("value");
            assertThat(whole.at("/history/0/event").asText()).isEqualTo("applied");
            assertThat(dlq.post("/api/v1/dead-letters/" + id + "/redrive", "{}").statusCode())
                    .isEqualTo(409);
            assertThat(dlq.query(
                            "select who || ' ' || action as line from cdc_dead_letter_audit where entry_id = " + id))
                    .extracting(row -> row.get("line"))
                    .containsExactly("operator redrive");
        }
    }

    @Test
    void threeFailedUpdatesOfOneKeyComeHomeInOrder() throws Exception {
        try (AnsweringGroup group = new AnsweringGroup(dlq, "inorder", record -> Outcome.Result.APPLIED)) {
            List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                letters.add(dlq.letter("t.inorder", 10 + i, "inorder", "MALFORMED", "one", "v" + i));
                letters.add(dlq.letter("t.inorder", 20 + i, "inorder", "MALFORMED", "other", "w" + i));
            }
            dlq.send(letters);
            dlq.awaitCount(6, "topic = 't.inorder'");
            // The last one first: it waits behind the others, which wait for a person.
            long last = id("t.inorder", 12);
            dlq.post("/api/v1/dead-letters/" + last + "/redrive", "{}");
            dlq.awaitCount(1, "id = " + last + " and state = 'behind'");

            HttpResponse<String> answer =
                    dlq.post("/api/v1/redrives", "{\"filter\": {\"topic\": \"t.inorder\"}, \"rate\": 1000}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            dlq.awaitCount(6, "topic = 't.inorder' and resolution = 'applied'");
            assertThat(values(group, "one")).containsExactly("v0", "v1", "v2");
            assertThat(values(group, "other")).containsExactly("w0", "w1", "w2");
            String id = JSON.readTree(answer.body()).path("id").asText();
            await().atMost(Dlq.PATIENCE)
                    .until(() ->
                            get("/api/v1/redrives/" + id).path("stage").asText().equals("done"));
            assertThat(get("/api/v1/redrives/" + id).path("home").asInt()).isEqualTo(6);
        }
    }

    @Test
    void aCanaryThatFailsStopsTheGroup() throws Exception {
        try (AnsweringGroup group = new AnsweringGroup(dlq, "canary", record -> Outcome.Result.FAILED)) {
            List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                letters.add(dlq.letter("t.canary", i, "canary", "MAPPING_REJECTED", "k" + i, "v" + i));
            }
            dlq.send(letters);
            dlq.awaitCount(40, "topic = 't.canary'");
            String fingerprint = get("/api/v1/dead-letters?topic=t.canary&limit=1")
                    .at("/items/0/fingerprint")
                    .asText();
            JsonNode dry = JSON.readTree(dlq.post(
                            "/api/v1/redrives",
                            "{\"filter\": {\"fingerprint\": \"" + fingerprint + "\"}, \"dryRun\": true}")
                    .body());
            assertThat(dry.path("total").asInt()).isEqualTo(40);

            String id = JSON.readTree(
                            dlq.post("/api/v1/redrives", "{\"filter\": {\"fingerprint\": \"" + fingerprint + "\"}}")
                                    .body())
                    .path("id")
                    .asText();

            await().atMost(Dlq.PATIENCE)
                    .until(() ->
                            get("/api/v1/redrives/" + id).path("stage").asText().equals("stopped"));
            assertThat(group.received()).hasSize(1);
            assertThat(dlq.count("topic = 't.canary' and category = 'MALFORMED' and state = 'attention'"))
                    .isEqualTo(1);
            assertThat(dlq.count("topic = 't.canary' and retry_count = 0")).isEqualTo(39);
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsAskedForAgain() throws Exception {
        AtomicInteger times = new AtomicInteger();
        try (AnsweringGroup group = new AnsweringGroup(
                dlq, "silent", record -> times.incrementAndGet() == 1 ? null : Outcome.Result.SUPERSEDED)) {
            dlq.send(List.of(dlq.letter("t.silent", 1, "silent", "MALFORMED", "k", "v")));
            long id = id("t.silent", 1);
            dlq.post("/api/v1/dead-letters/" + id + "/redrive", "{}");

            dlq.awaitCount(1, "id = " + id + " and resolution = 'superseded' and retry_count = 2");
            assertThat(group.received()).hasSize(2);
            assertThat(get("/api/v1/dead-letters/" + id).path("history"))
                    .extracting(line -> line.path("event").asText())
                    .containsExactly("superseded", "unanswered");
        }
    }

    @Test
    void aCorrectedValueIsSentInPlaceOfTheOriginalWhichStays() throws Exception {
        try (AnsweringGroup group = new AnsweringGroup(dlq, "edited", record -> Outcome.Result.APPLIED)) {
            dlq.send(List.of(dlq.letter("t.edited", 1, "edited", "MALFORMED", "k", "{\"a\": 1, \"b\": [1, 2]}")));
            long id = id("t.edited", 1);

            HttpResponse<String> answer = dlq.post(
                    "/api/v1/dead-letters/" + id + "/edits",
                    "{\"value\": \"{\\\"a\\\": 2, \\\"b\\\": [1, 2]}\", \"reason\": \"a was wrong\", \"redrive\": true}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            dlq.awaitCount(1, "id = " + id + " and resolution = 'applied'");
            assertThat(group.received().getFirst().value()).isEqualTo(Dlq.utf8("{\"a\": 2, \"b\": [1, 2]}"));
            JsonNode whole = get("/api/v1/dead-letters/" + id);
            assertThat(whole.at("/value/text").asText()).isEqualTo("{\"a\": 1, \"b\": [1, 2]}");
            assertThat(whole.at("/edits/0/who").asText()).isEqualTo("operator");
            assertThat(whole.at("/edits/0/changes")).hasSize(1);
            assertThat(whole.at("/edits/0/changes/0/path").asText()).isEqualTo("/a");
            assertThat(whole.at("/edits/0/changes/0/before").asText()).isEqualTo("1");
            assertThat(whole.at("/edits/0/changes/0/after").asText()).isEqualTo("2");
        }
    }

    @Test
    void whatIsDiscardedIsOverAndLetsTheNextOneGo() throws Exception {
        try (AnsweringGroup group = new AnsweringGroup(dlq, "discard", record -> Outcome.Result.APPLIED)) {
            dlq.send(List.of(
                    dlq.letter("t.discard", 1, "discard", "MALFORMED", "k", "first"),
                    dlq.letter("t.discard", 2, "discard", "MALFORMED", "k", "second")));
            long first = id("t.discard", 1);
            long second = id("t.discard", 2);
            dlq.post("/api/v1/dead-letters/" + second + "/redrive", "{}");
            dlq.awaitCount(1, "id = " + second + " and state = 'behind'");
            assertThat(dlq.post("/api/v1/dead-letters/" + first + "/discard", "{}")
                            .statusCode())
                    .isEqualTo(400);

            assertThat(dlq.post("/api/v1/dead-letters/" + first + "/discard", "{\"reason\": \"a test row\"}")
                            .statusCode())
                    .isEqualTo(202);

            dlq.awaitCount(1, "id = " + second + " and resolution = 'applied'");
            assertThat(values(group, "k")).containsExactly("second");
            assertThat(dlq.count("id = " + first + " and resolution = 'discarded'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aForeignConsumerGetsItsRecordAsItWasOnTheConfiguredTopic() throws Exception {
        dlq.createTopic("redriving.away");
        dlq.send(List.of(dlq.letter(
                "k",
                "v",
                Map.of(
                        "kafka_dlt-original-topic", "t.away",
                        "kafka_dlt-original-partition", "0",
                        "kafka_dlt-original-offset", "77",
                        "kafka_dlt-original-consumer-group", "away"))));
        long id = id("t.away", 77);

        HttpResponse<String> answer = dlq.post("/api/v1/dead-letters/" + id + "/redrive", "{}");

        assertThat(JSON.readTree(answer.body()).path("warning").asText()).contains("overwrite something newer");
        dlq.awaitCount(1, "id = " + id + " and resolution = 'forwarded'");
        dlq.send(List.of(dlq.letter(
                "k",
                "v",
                Map.of("dead-letter-topic", "t.nowhere", "dead-letter-partition", "0", "dead-letter-offset", "1"))));
        long nowhere = id("t.nowhere", 1);
        HttpResponse<String> refused = dlq.post("/api/v1/dead-letters/" + nowhere + "/redrive", "{}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("afterimage.dlq.foreign-topics");
    }

    private static long id(String topic, long offset) {
        await().atMost(Dlq.PATIENCE)
                .until(() -> dlq.count("topic = '" + topic + "' and offset_value = " + offset) == 1);
        return dlq.one(
                Long.class,
                "select id from cdc_dead_letter_queue where topic = '" + topic + "' and offset_value = " + offset);
    }

    private static List<String> values(AnsweringGroup group, String key) {
        return group.received().stream()
                .filter(record -> Arrays.equals(record.key(), Dlq.utf8(key)))
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = dlq.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
