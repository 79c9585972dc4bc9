package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.cdc.delivery.PartLedger;
import dev.afterimage.cdc.delivery.Step;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.localstack.part.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Transactions of a real source become whole again, or are reported by name. */
@ExtendWith(LocalStackExtension.class)
class WholeTransactionsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "whole";

    private static LocalStack stack;
    private static Mirror mirror;
    private static Assemblers assemblers;
    private static Service assembler;

    @BeforeAll
    static void start(LocalStack running) throws Exception {
        stack = running;
        mirror = Mirror.of(
                stack,
                NAME,
                stack.connectorFor(NAME, NAME)
                        .with("transforms", "drop")
                        .with("transforms.drop.type", "org.apache.kafka.connect.transforms.Filter")
                        .with("transforms.drop.predicate", "audit")
                        .with("predicates", "audit")
                        .with(
                                "predicates.audit.type",
                                "org.apache.kafka.connect.transforms.predicates.TopicNameMatches")
                        .with("predicates.audit.pattern", ".*\\.audit"));
        assemblers = new Assemblers(mirror)
                .with("AFTERIMAGE_TXN_INCOMPLETE_AFTER", "6s")
                .with("AFTERIMAGE_TXN_PART_EVENTS", "100");
        assembler = assemblers.start();
        mirror.capture();
        stack.connect().client().awaitRunning(mirror.connector().name());
        mirror.execute(
                "create table public.orders (id int primary key, n int)",
                "create table public.items (id int primary key, n int)",
                "create table public.audit (id int primary key, n int)");
    }

    @AfterAll
    static void end() {
        assemblers.close();
        mirror.close();
    }

    @Test
    void aTransactionOverTwoTablesIsOneRecord() throws Exception {
        mirror.execute(
                "begin; insert into public.orders values (1, 1); insert into public.items values (1, 1), (2, 1);"
                        + " update public.orders set n = 2 where id = 1; select pg_logical_emit_message(true, 'note', 'x'); commit");
        JsonNode document = await().atMost(Mirror.PATIENCE)
                .until(() -> documents("afterimage.transactions", "public.orders"), found -> !found.isEmpty())
                .getFirst();
        assertThat(document.path("counts").path("public.orders").asInt()).isEqualTo(2);
        assertThat(document.path("counts").path("public.items").asInt()).isEqualTo(2);
        assertThat(document.path("events").path(3).path("after").path("n").asInt())
                .isEqualTo(2);
        JsonNode told =
                get("/api/v1/transactions/" + NAME + "/" + document.path("id").asText());
        assertThat(told.path("state").asText()).isEqualTo("complete");
        String path = "/transactions/" + NAME + "/" + document.path("id").asText();
        assertThat(get("/api/v1" + path + "/trace").path("events")).hasSize(5);
        assertThat(body(path)).contains("<svg").contains("public.items");
    }

    @Test
    void aLargeTransactionComesInPartsThatAreValidWithTheirManifest() throws Exception {
        mirror.execute("insert into public.items select i, 7 from generate_series(1001, 2500) i");
        List<JsonNode> manifests = await().atMost(Mirror.PATIENCE)
                .until(() -> documents("afterimage.transactions", "parts"), found -> !found.isEmpty());
        assertThat(manifests.getFirst().path("counts").path("public.items").asInt())
                .isEqualTo(1_500);
        PartLedger ledger = new PartLedger();
        int applied = 0;
        for (ConsumerRecord<byte[], byte[]> record : ofThisSource("afterimage.transactions")) {
            Step step = ledger.take(record.value(), record.offset(), record.timestamp());
            assertThat(step.why()).isNull();
            applied += step.action() == Step.Action.APPLY_KEPT ? 1 : 0;
        }
        assertThat(applied).isEqualTo(1);
    }

    @Test
    void aTableThatATransformRemovesIsReportedByName() throws Exception {
        mirror.execute(
                "begin; insert into public.orders values (50, 1); insert into public.audit values (1, 1); commit");
        JsonNode report = await().atMost(Mirror.PATIENCE)
                .until(() -> documents("afterimage.transactions.incomplete", "public.audit"), found -> !found.isEmpty())
                .getFirst();
        assertThat(report.path("cause").asText()).isEqualTo("COLLECTION_MISSING");
        assertThat(report.path("missing").toString()).isEqualTo("{\"public.audit\":1}");
        assertThat(report.path("events")).hasSize(1);
        JsonNode listed = get("/api/v1/transactions?state=incomplete").path("items");
        assertThat(listed.toString()).contains(report.path("id").asText());
    }

    @Test
    void thePageAndTheMetricsAnswer() throws Exception {
        assertThat(body("/")).contains("Open, oldest first").contains("Conditions");
        assertThat(body("/prometheus"))
                .contains("afterimage_txn_completed_total")
                .contains("afterimage_txn_open");
    }

    private static List<JsonNode> documents(String topic, String holding) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : ofThisSource(topic)) {
            JsonNode document = JSON.readTree(record.value());
            if (document.has(holding)
                    || document.path("counts").has(holding)
                    || document.path("missing").has(holding)) {
                found.add(document);
            }
        }
        return found;
    }

    private static List<ConsumerRecord<byte[], byte[]>> ofThisSource(String topic) {
        return Topic.readCommitted(stack, topic).stream()
                .filter(record ->
                        new String(record.key(), java.nio.charset.StandardCharsets.UTF_8).startsWith(NAME + "/"))
                .toList();
    }

    private static JsonNode get(String path) throws Exception {
        return JSON.readTree(body(path));
    }

    private static String body(String path) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(assembler.url() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
