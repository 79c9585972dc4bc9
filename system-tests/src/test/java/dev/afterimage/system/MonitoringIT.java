package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.localstack.part.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No alert and no panel waits for a series that nobody writes: the services' own, and Connect's by the JMX exporter as deploy/ sets it up. */
@ExtendWith(LocalStackExtension.class)
class MonitoringIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everySeriesThatARuleOrAPanelNamesIsInALiveScrape(LocalStack stack) throws Exception {
        String letters = DlqApi.letterTopic("watched");
        try (Mirror mirror = Mirror.of(stack, "watched").with("AFTERIMAGE_INDEXER_DEAD_LETTER_TOPIC", letters);
                DlqApi dlq = DlqApi.start(stack, "watched");
                Assemblers assemblers = new Assemblers(mirror)
                        .with("AFTERIMAGE_TXN_DEAD_LETTER_TOPIC", letters)
                        .with("AFTERIMAGE_TXN_INCOMPLETE_AFTER", "2s")) {
            mirror.launchIndexer();
            mirror.capture();
            Service assembler = assemblers.start();
            mirror.awaitIndexers();
            mirror.execute(
                    "create table public.watched (id int primary key, n int)",
                    "insert into public.watched values (1, 0)");
            mirror.assertExact("watched");
            try (Reconciler reconciler = Reconciler.start(mirror)) {
                assertThat(reconciler
                                .reconcile("checksums", false, "watched")
                                .path("state")
                                .asText())
                        .isEqualTo("equal");
                poison(mirror);
                promiseAnEventThatNeverComes(mirror);
                awaitAll(
                        mirror,
                        List.of(
                                mirror.indexer().url() + "/prometheus",
                                dlq.service().url() + "/prometheus",
                                assembler.url() + "/prometheus",
                                reconciler.service().url() + "/prometheus",
                                ConnectExporter.start(stack.connect())));
            }
        }
    }

    private static void awaitAll(Mirror mirror, List<String> addresses) throws IOException {
        Set<Scrape.Sample> named = named(false);
        assertThat(named).hasSizeGreaterThan(60);
        await().atMost(Mirror.PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            // What is given up is given up in the records' own time, so something has to happen.
            mirror.execute("update public.watched set n = n + 1");
            assertThat(missing(named, addresses)).isEmpty();
        });
    }

    @Test
    void everySeriesOfTheSourceIsInALiveScrape(LocalStack stack) throws Exception {
        Optional<Path> program = PostgresExporter.program();
        assumeTrue(
                program.isPresent(),
                "skipped: prometheus-postgres-exporter is not on the PATH; apt has it under this name");
        try (Mirror mirror = Mirror.of(stack, "sourced");
                PostgresExporter exporter =
                        PostgresExporter.start(program.orElseThrow(), stack.postgres(), "sourced")) {
            mirror.capture();

            Set<Scrape.Sample> named = named(true);
            assertThat(named).hasSizeGreaterThan(3);
            await().atMost(Mirror.PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .untilAsserted(() -> assertThat(missing(named, List.of(exporter.address())))
                            .isEmpty());
        }
    }

    private static Set<Scrape.Sample> named(boolean ofTheSource) throws IOException {
        return NamedMetrics.inRulesAndDashboards().stream()
                .filter(sample -> sample.name().startsWith("pg_") == ofTheSource)
                .collect(Collectors.toSet());
    }

    private static Set<Scrape.Sample> missing(Set<Scrape.Sample> named, List<String> addresses) throws Exception {
        List<Scrape> scrapes = new ArrayList<>();
        for (String address : addresses) {
            scrapes.add(Scrape.of(address));
        }
        return named.stream()
                .filter(sample -> scrapes.stream().noneMatch(scrape -> scrape.has(sample)))
                .collect(Collectors.toSet());
    }

    private static void poison(Mirror mirror) throws Exception {
        Topic.send(
                mirror.stack(),
                List.of(new ProducerRecord<>(mirror.table("watched").topic(), 0, utf8("no key"), utf8("no event"))));
    }

    /** The END of a transaction of which nothing else is ever written. */
    private static void promiseAnEventThatNeverComes(Mirror mirror) throws Exception {
        String topic = mirror.connector().topicPrefix() + ".transaction";
        for (ConsumerRecord<byte[], byte[]> record : Topic.read(mirror.stack(), topic)) {
            JsonNode end = JSON.readTree(record.value());
            if (end.at("/payload/status").asText().equals("END")
                    && end.at("/payload/event_count").asInt() > 0) {
                ((ObjectNode) end.path("payload")).put("id", "4000000000:4000000000");
                JsonNode key = JSON.readTree(record.key());
                ((ObjectNode) key.path("payload")).put("id", "4000000000:4000000000");
                Topic.send(
                        mirror.stack(),
                        List.of(new ProducerRecord<>(topic, null, utf8(key.toString()), utf8(end.toString()))));
                return;
            }
        }
        throw new AssertionError("no END of a transaction with events on " + topic);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
