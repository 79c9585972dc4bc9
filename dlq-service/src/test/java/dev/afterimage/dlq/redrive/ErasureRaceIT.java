package dev.afterimage.dlq.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.dlq.Dlq;
import dev.afterimage.dlq.parking.Database;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to an entry at the same moment does not bring back what is erased. */
@ExtendWith(LocalStackExtension.class)
class ErasureRaceIT {
    private static final String PERSON = "Kunigunde-Planted-1234";

    @Test
    void theOutcomeOfARecordThatWasSentBeforeItsErasureRestoresNothing(LocalStack stack) throws Exception {
        try (Dlq dlq = Dlq.start(stack, "underway", Map.of());
                AnsweringGroup group = new AnsweringGroup(dlq, "underway-indexer", record -> null)) {
            String id = parked(dlq, "underway.public.people", "underway-indexer");
            assertThat(dlq.post("/api/v1/dead-letters/" + id + "/redrive", "{}").statusCode())
                    .isEqualTo(202);
            await().atMost(Dlq.PATIENCE).until(() -> group.received().size() == 1);
            ConsumerRecord<byte[], byte[]> sent = group.received().getFirst();

            assertThat(erase(dlq, "underway.public.people").statusCode()).isEqualTo(202);
            Outcome failed = Outcome.failed(
                    Redrive.read(sent.headers()),
                    "underway-indexer",
                    new EventFailure(FailureCategory.MALFORMED, "cannot read " + PERSON),
                    Instant.now());
            ProducerRecord<byte[], byte[]> letter =
                    dlq.letter("underway.public.people", 1, "underway-indexer", "MALFORMED", "person-1", PERSON);
            letter.headers().remove("dlq.failed.at");
            letter.headers()
                    .add("dlq.failed.at", Dlq.utf8(Instant.now().plusSeconds(60).toString()));
            dlq.send(List.of(
                    new ProducerRecord<>(dlq.outcomes(), Dlq.utf8("1"), failed.toJson()),
                    letter,
                    dlq.letter("underway.public.others", 1, "underway-indexer", "MALFORMED", "other", "x")));

            // The last ones are read, so those before them are; outcomes have a topic of their own, and a second one
            // tells of the first.
            dlq.awaitCount(1, "topic = 'underway.public.others'");
            await().atMost(Dlq.PATIENCE).until(() -> dlq.get("/prometheus")
                    .body()
                    .lines()
                    .anyMatch(line -> line.startsWith("afterimage_dlq_outcomes_total")
                            && line.contains("failed")
                            && line.endsWith(" 1.0")));
            assertThat(ErasureIT.everything(dlq)).doesNotContain(PERSON);
            assertThat(dlq.count("resolution = 'erased'")).isEqualTo(1);
            assertThat(dlq.post("/api/v1/dead-letters/" + id + "/edits", "{\"value\": \"x\", \"reason\": \"y\"}")
                            .statusCode())
                    .isEqualTo(409);
            assertThat(dlq.post("/api/v1/dead-letters/" + id + "/redrive", "{}").statusCode())
                    .isEqualTo(409);
        }
    }

    @Test
    void whatOthersWriteWhileTheErasureWaitsForTheirLocksIsErasedToo(LocalStack stack) throws Exception {
        try (Dlq dlq = Dlq.start(stack, "waiting", Map.of())) {
            String id = parked(dlq, "waiting.public.people", "waiting-indexer");
            CompletableFuture<HttpResponse<String>> erasure = dlq.bean(Database.class)
                    .jdbi()
                    .inTransaction(handle -> {
                        handle.execute("select 1 from cdc_dead_letter_queue where id = " + id + " for update");
                        CompletableFuture<HttpResponse<String>> asked =
                                CompletableFuture.supplyAsync(() -> erase(dlq, "waiting.public.people"));
                        await().atMost(Dlq.PATIENCE)
                                .until(() -> !dlq.query("select 1 as one from pg_locks where not granted")
                                        .isEmpty());
                        handle.execute("insert into cdc_dead_letter_attempt (entry_id, number, event, reason) values ("
                                + id + ", 1, 'failed', 'cannot read " + PERSON + "')");
                        handle.execute("insert into cdc_dead_letter_edit (entry_id, who, reason, raw_value) values ("
                                + id + ", 'operator', 'typing', convert_to('" + PERSON + "', 'UTF8'))");
                        return asked;
                    });

            assertThat(erasure.join().statusCode()).isEqualTo(202);
            assertThat(ErasureIT.everything(dlq)).doesNotContain(PERSON);
        }
    }

    private static String parked(Dlq dlq, String topic, String group) throws Exception {
        dlq.send(List.of(dlq.letter(topic, 1, group, "MALFORMED", "person-1", PERSON)));
        dlq.awaitCount(1, "topic = '" + topic + "'");
        assertThat(ErasureIT.everything(dlq)).contains(PERSON);
        return dlq.one(String.class, "select id::text from cdc_dead_letter_queue");
    }

    private static HttpResponse<String> erase(Dlq dlq, String topic) {
        try {
            return dlq.post(
                    "/api/v1/erasures",
                    "{\"topic\": \"" + topic + "\", \"key\": \"person-1\", \"reason\": \"asked for\"}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
