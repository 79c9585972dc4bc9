package dev.afterimage.indexer.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.FailureCategory;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The indexer's HTTP door with a pipeline that says what the test wants. */
class StatusDoorIT {
    private static final String HOSTILE = "shop.public.<img src=x onerror=alert(1)>&\"'";
    private static EmbeddedServer server;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @Singleton
    @Replaces(PipelineStatus.class)
    @Requires(property = "kafka.enabled", value = "false")
    static final class ToldPipeline implements PipelineStatus {
        private volatile List<TopicStatus> topics = List.of();

        @Override
        public PipelineSnapshot snapshot() {
            return Snapshots.of(Instant.now(), topics.toArray(TopicStatus[]::new));
        }
    }

    @Singleton
    @Replaces(DocumentCounts.class)
    @Requires(property = "kafka.enabled", value = "false")
    static final class ToldCounts implements DocumentCounts {
        @Override
        public OptionalLong of(String index) {
            return index.equals("shop.public.orders") ? OptionalLong.of(1234) : OptionalLong.empty();
        }
    }

    @BeforeAll
    static void start() {
        server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "micronaut.server.port", -1,
                        "kafka.enabled", "false",
                        "afterimage.topic-prefix", "shop"));
    }

    @AfterAll
    static void stop() {
        server.close();
        CLIENT.close();
    }

    @BeforeEach
    void flow() {
        tell(Snapshots.topic("shop.public.orders", Snapshots.flowing(0, 7), Snapshots.waiting(1, 5, Instant.now())));
    }

    @Test
    void theApiTellsOfEveryTable() throws Exception {
        var answer = get("/api/v1/tables");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "\"table\":\"public.orders\"",
                        "\"topics\":[\"shop.public.orders\"]",
                        "\"index\":\"shop.public.orders\"",
                        "\"documents\":1234",
                        "\"state\":\"flowing\"",
                        "\"category\":null",
                        "\"lastPosition\":{\"source\":\"shop\",\"commit\":4711,\"committedAt\":\"2026-01-02T03:04:04Z\"}",
                        "\"lagRecords\":5",
                        "\"counters\":{\"consumed\":15,\"applied\":12,\"superseded\":0,\"filtered\":0,\"parked\":0,\"held\":3}",
                        "\"diagnoses\":[]",
                        "\"committedOffset\":7");
    }

    @Test
    void aTableIsFoundByItsNameItsTopicAndItsIndex() throws Exception {
        assertThat(get("/api/v1/tables/public.orders").statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/tables/shop.public.orders").statusCode()).isEqualTo(200);
        var missing = get("/api/v1/tables/public.nothing");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(missing.body()).contains("no-such-table");
        assertThat(get("/api/v1/tables?tabel=x").statusCode()).isEqualTo(400);
    }

    @Test
    void aHoldIsToldByApiPageAndReadinessAlike() throws Exception {
        tell(Snapshots.topic(
                "shop.public.orders",
                Snapshots.held(0, FailureCategory.INDEX_UNAVAILABLE, "the index is read-only", Instant.EPOCH)));

        assertThat(get("/api/v1/tables/public.orders").body())
                .contains(
                        "\"state\":\"held\"",
                        "\"category\":\"INDEX_UNAVAILABLE\"",
                        "\"since\":\"1970-01-01T00:00:00Z\"");
        assertThat(get("/").body()).contains("the index is read-only", "What mends it", "lift the write block");
        var readiness = get("/health/readiness");
        assertThat(readiness.statusCode()).isEqualTo(503);
        assertThat(readiness.body()).contains("the index is read-only", "lift the write block");
        assertThat(get("/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void namesFromOutsideCannotBecomeMarkup() throws Exception {
        tell(Snapshots.topic(
                HOSTILE,
                Snapshots.held(0, FailureCategory.SINK_UNAVAILABLE, "<script>alert(2)</script>", Instant.EPOCH)));

        String overview = get("/").body();
        assertThat(overview).contains("&lt;img src=x").doesNotContain("<img", "<script");
        String link = overview.substring(overview.indexOf("/tables/"));
        var page = get(link.substring(0, link.indexOf('"')));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("&lt;script&gt;alert(2)", "Partitions: consumed")
                .doesNotContain("<img", "<script");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    }

    @Test
    void theMetricsCarryTheAccountingIdentity() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        get("/prometheus").body())
                .contains("afterimage_indexer_records_total{outcome=\"applied\",partition=\"1\",service=\"indexer\"")
                .contains(
                        "afterimage_indexer_consumed_total",
                        "afterimage_indexer_records_held",
                        "afterimage_indexer_lag_seconds",
                        "afterimage_indexer_lag_records",
                        "afterimage_indexer_commit_to_indexed_seconds_bucket",
                        "afterimage_indexer_conflicts_total",
                        "afterimage_indexer_retries_total",
                        "afterimage_indexer_bulk_size_bytes"));
    }

    @Test
    void theApisDescriptionIsServed() throws Exception {
        var answer = get("/openapi");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("openapi: ")
                .contains("/api/v1/tables:", "/api/v1/tables/{table}:", "lagSeconds")
                .doesNotContain("/assets");
    }

    private static void tell(TopicStatus... topics) {
        server.getApplicationContext().getBean(ToldPipeline.class).topics = List.of(topics);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.getURI() + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
