package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When Elasticsearch cannot take the documents they wait; none is parked, none is lost. */
@ExtendWith(LocalStackExtension.class)
class SinkTroubleIT {
    private static Mirror mirror;

    @BeforeAll
    static void start(LocalStack stack) throws SQLException {
        mirror = Mirror.flowing(stack, "trouble");
    }

    @AfterAll
    static void end() {
        mirror.close();
    }

    @Test
    void aShortAbsenceOfElasticsearchIsWaitedOutAndNothingIsParked() throws Exception {
        away("away", Duration.ofSeconds(10));
    }

    @Test
    @Tag("extended")
    void aMinuteWithoutElasticsearchIsWaitedOutAndNothingIsParked() throws Exception {
        away("away_long", Duration.ofSeconds(60));
    }

    private static void away(String table, Duration absence) throws Exception {
        try (Load load = Load.on(mirror, table)) {
            awaitDocuments(table);
            mirror.stack().elasticsearch().kill9();
            long from = System.nanoTime();
            await().atMost(absence.plusSeconds(60))
                    .until(() -> System.nanoTime() - from > absence.toNanos() && readiness() == 503);
            mirror.stack().elasticsearch().start();
            mirror.stack().elasticsearch().awaitReady();
            load.stop();
        }
        mirror.assertExact(table);
        assertThat(mirror.parked()).isEmpty();
        await().atMost(Duration.ofSeconds(30)).until(() -> readiness() == 200);
    }

    @Test
    void anIndexThatIsReadOnlyHoldsItsTableUntilItIsWritableAgain() throws Exception {
        String index = mirror.table("read_only").index();
        try (Load load = Load.on(mirror, "read_only")) {
            awaitDocuments("read_only");
            mirror.index().call("PUT", "/" + index + "/_settings", "{\"index.blocks.read_only_allow_delete\": true}");
            load.awaitMore();
            mirror.index().call("PUT", "/" + index + "/_settings", "{\"index.blocks.read_only_allow_delete\": null}");
            load.stop();
        }
        mirror.assertExact("read_only");
        assertThat(mirror.parked()).isEmpty();
    }

    @Test
    void aStormOfRefusedItemsIsSentAgainUntilAllAreTaken() throws Exception {
        LocalStack stack = mirror.stack();
        try (RefusingShim shim = RefusingShim.before(stack.elasticsearch().url());
                Mirror stormy = Mirror.of(stack, "storm").with("ELASTICSEARCH_URIS", shim.url())) {
            stormy.startIndexer();
            stormy.capture();
            try (Load load = Load.on(stormy, "refused")) {
                load.awaitMore();
                shim.refuse(0.3);
                load.awaitMore();
                shim.refuse(1);
                load.awaitMore();
                shim.refuse(0.5);
                load.awaitMore();
                shim.refuse(0);
                load.stop();
            }
            stormy.assertExact("refused");
            assertThat(shim.refused()).isPositive();
            assertThat(stormy.parked()).isEmpty();
        }
    }

    private static void awaitDocuments(String table) {
        await().atMost(Mirror.PATIENCE)
                .until(() -> mirror.index().count(mirror.table(table).index(), "{}") > 100);
    }

    private static int readiness() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(mirror.indexer().url() + "/health/readiness"))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
