package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.tools.attach.VirtualMachine;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.artifact.Checkout;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.localstack.part.Service;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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
                DlqApi dlq = DlqApi.start(stack, "watched", Map.of());
                Assemblers assemblers = new Assemblers(mirror)
                        .with("AFTERIMAGE_TXN_DEAD_LETTER_TOPIC", letters)
                        .with("AFTERIMAGE_TXN_INCOMPLETE_AFTER", "2s");
                Reconciler reconciler = Reconciler.start(mirror)) {
            mirror.launchIndexer();
            mirror.capture();
            Service assembler = assemblers.start();
            mirror.awaitIndexers();
            mirror.execute(
                    "create table public.watched (id int primary key, n int)", "insert into public.watched values (1, 0)");
            mirror.assertExact("watched");
            assertThat(reconciler.reconcile("checksums", false, "watched").path("state").asText()).isEqualTo("equal");
            List<String> addresses = List.of(
                    reconciler.service().url() + "/prometheus",
                    mirror.indexer().url() + "/prometheus",
                    dlq.service().url() + "/prometheus",
                    assembler.url() + "/prometheus",
                    exportOf(stack));
            poison(mirror);
            promiseAnEventThatNeverComes(mirror);

            Set<Scrape.Sample> named = NamedMetrics.inRulesAndDashboards();
            assertThat(named).hasSizeGreaterThan(60);
            await().atMost(Mirror.PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                // What is given up is given up in the records' own time, so something has to happen.
                mirror.execute("update public.watched set n = n + 1");
                assertThat(missing(named, addresses)).isEmpty();
            });
        }
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

    /** Lets the running Connect export its beans by the configuration that deploy/ ships, and answers where. */
    private static String exportOf(LocalStack stack) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path settings = Checkout.find().root().resolve(Path.of("deploy", "monitoring", "jmx", "connect.yml"));
        VirtualMachine connect =
                VirtualMachine.attach(Long.toString(stack.connect().process().pid()));
        try {
            connect.loadAgent(exporter(), "127.0.0.1:" + port + ":" + settings);
        } finally {
            connect.detach();
        }
        return "http://127.0.0.1:" + port + "/metrics";
    }

    private static String exporter() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(jar -> jar.contains("jmx_prometheus_javaagent"))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
