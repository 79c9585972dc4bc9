package dev.afterimage.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.cdc.delivery.PartLedger;
import dev.afterimage.cdc.delivery.Step;
import dev.afterimage.cdc.registry.RegistryCredentials;
import dev.afterimage.cdc.registry.RegistrySettings;
import dev.afterimage.cdc.registry.SchemaRegistry;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.connector.WireFormat;
import dev.afterimage.localstack.fault.Fault;
import dev.afterimage.localstack.fault.FaultProxy;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.localstack.part.Service;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events come in Avro and transactions leave in Avro, both by schemas of a real registry, which is away at times. */
@ExtendWith(LocalStackExtension.class)
class AvroTransactionsIT {
    private static final String NAME = "avrotxn";
    private static final String TRANSACTIONS = "avrotxn-transactions";
    private static final String INCOMPLETE = "avrotxn-incomplete";

    private static LocalStack stack;
    private static Mirror mirror;
    private static Assemblers assemblers;
    private static FaultProxy road;
    private static Service assembler;

    @BeforeAll
    static void start(LocalStack running) throws Exception {
        stack = running;
        mirror = Mirror.of(stack, NAME, stack.connectorFor(NAME, NAME).with(WireFormat.AVRO, stack.registry()));
        road = stack.registry().proxy();
        assemblers = new Assemblers(mirror)
                .with("AFTERIMAGE_FORMAT", "avro")
                .with("AFTERIMAGE_TXN_OUTPUT_FORMAT", "avro")
                .with("AFTERIMAGE_TXN_TRANSACTION_TOPIC", TRANSACTIONS)
                .with("AFTERIMAGE_TXN_INCOMPLETE_TOPIC", INCOMPLETE)
                .with("AFTERIMAGE_TXN_PART_EVENTS", "100")
                .with("SCHEMA_REGISTRY_URL", "http://127.0.0.1:" + road.port() + "/apis/ccompat/v7");
        road.set(new Fault.Cut());
        assembler = assemblers.launch();
        await().atMost(Mirror.PATIENCE)
                .ignoreExceptionsInstanceOf(ConnectException.class)
                .until(AvroTransactionsIT::readiness, told -> told.contains(TRANSACTIONS + "-value is not registered"));
        road.heal();
        assembler.awaitReady();
        mirror.capture();
        stack.connect().client().awaitRunning(mirror.connector().name());
        mirror.execute(
                "create table public.orders (id int primary key, price numeric(10,2), paid boolean, note text, tags text[], rate float8)",
                "create table public.items (id int primary key, n bigint)");
    }

    @AfterAll
    static void end() {
        assemblers.close();
        mirror.close();
        road.close();
    }

    @Test
    void aConsumerReadsATransactionWithTheSchemaOfTheRegistry() throws Exception {
        mirror.execute(
                "begin; insert into public.orders values (1, 12.50, true, 'ü', '{a,b}', 0.5), (2, null, false, null, null, null);"
                        + " insert into public.items values (1, 9223372036854775807); delete from public.orders where id = 2; commit");
        GenericRecord document = await().atMost(Mirror.PATIENCE)
                .until(() -> about("public.items", 1), found -> !found.isEmpty())
                .getFirst();
        assertThat(document.get("source")).hasToString(NAME);
        assertThat(document.get("part")).isNull();
        assertThat(texts(document.get("counts"))).isEqualTo(Map.of("public.items", "1", "public.orders", "3"));
        List<GenericRecord> events = events(document);
        assertThat(events).extracting(event -> event.get("op").toString()).containsExactly("c", "c", "c", "d");
        assertThat(events).extracting(event -> event.get("totalOrder")).containsExactly(1L, 2L, 3L, 4L);
        assertThat(texts(events.get(0).get("after")))
                .isEqualTo(Map.of(
                        "id",
                        "1",
                        "price",
                        "12.50",
                        "paid",
                        "true",
                        "note",
                        "ü",
                        "tags",
                        "{\"text\": \"[\\\"a\\\",\\\"b\\\"]\"}",
                        "rate",
                        "{\"text\": \"0.5\"}"));
        assertThat(texts(events.get(2).get("after"))).isEqualTo(Map.of("id", "1", "n", "9223372036854775807"));
        assertThat(texts(events.get(3).get("key"))).isEqualTo(Map.of("id", "2"));
        assertThat(events.get(3).get("after")).isNull();
    }

    @Test
    void partsAndManifestInAvroAreValidToTheReaderKit() throws Exception {
        mirror.execute("insert into public.items select i, 7 from generate_series(1001, 1450) i");
        await().atMost(Mirror.PATIENCE).until(() -> documents().stream().anyMatch(one -> one.get("parts") != null));
        GenericRecord manifest = documents().stream()
                .filter(one -> one.get("parts") != null)
                .findFirst()
                .orElseThrow();
        assertThat(manifest.get("parts")).isEqualTo(5);
        assertThat(manifest.get("events")).isNull();
        try (HttpClient http = HttpClient.newHttpClient()) {
            PartLedger ledger = new PartLedger(new SchemaRegistry(
                    RegistrySettings.at(URI.create(stack.registry().confluentUrl())),
                    RegistryCredentials.none(),
                    http));
            List<Step.Action> actions = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : Topic.readCommitted(stack, TRANSACTIONS)) {
                if (new String(record.key(), UTF_8).equals(NAME + "/" + manifest.get("id"))) {
                    Step step = ledger.take(record.value(), record.offset(), record.timestamp());
                    assertThat(step.why()).isNull();
                    actions.add(step.action());
                }
            }
            assertThat(actions).hasSize(6).endsWith(Step.Action.APPLY_KEPT);
        }
        assertThat(documents().stream()
                        .filter(one -> one.get("part") != null)
                        .mapToInt(one -> events(one).size())
                        .sum())
                .isEqualTo(450);
    }

    @Test
    void recordsThatCannotBeReadAreParkedByteForByteAndTheRestFlowsOn() throws Exception {
        mirror.execute("insert into public.orders values (10, 1, true, 'before', null, null)");
        await().atMost(Mirror.PATIENCE).until(() -> !about("public.orders", 10).isEmpty());
        String topic = mirror.table("orders").topic();
        byte[] good = Topic.read(stack, topic).getFirst().value();
        byte[] cut = Arrays.copyOf(good, good.length - 3);
        byte[] unknown = good.clone();
        unknown[1] = 0x7f;
        List<byte[]> poison = List.of(cut, unknown, "secret but no JSON".getBytes(UTF_8), new byte[] {0, 0, 0});
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (byte[] value : poison) {
            records.add(new ProducerRecord<>(topic, 0, new byte[] {1}, value));
        }
        records.add(new ProducerRecord<>(NAME + ".transaction", 0, new byte[] {1}, cut));
        Topic.send(stack, records);
        mirror.execute("insert into public.orders values (11, 1, true, 'after', null, null)");
        await().atMost(Mirror.PATIENCE).until(() -> !about("public.orders", 11).isEmpty());
        await().atMost(Mirror.PATIENCE).until(() -> mirror.parked().size() >= records.size());
        List<DeadLetter> parked = mirror.parked();
        assertThat(parked).hasSameSizeAs(records);
        for (ProducerRecord<byte[], byte[]> record : records) {
            assertThat(parked)
                    .anyMatch(letter -> Arrays.equals(letter.value(), record.value())
                            && letter.header("dlq.original.topic").equals(record.topic()));
        }
        assertThat(parked).extracting(DeadLetter::category).contains("SCHEMA_UNKNOWN", "MALFORMED");
        assertThat(parked)
                .noneMatch(letter -> letter.header("dlq.error.message").contains("secret"));
    }

    @Test
    void aNewSchemaWaitsForARegistryThatIsAwayAndKnownOnesDoNotParkIt() throws Exception {
        mirror.execute("insert into public.orders values (20, 1, true, null, null, null)");
        await().atMost(Mirror.PATIENCE).until(() -> !about("public.orders", 20).isEmpty());
        int before = mirror.parked().size();
        road.set(new Fault.Cut());
        mirror.execute("insert into public.orders values (21, 1, true, 'no registry is needed to write', null, null)");
        await().atMost(Mirror.PATIENCE).until(() -> !about("public.orders", 21).isEmpty());
        mirror.execute(
                "create table public.fresh (id int primary key)",
                "begin; insert into public.fresh values (22); insert into public.orders values (22, 1, true, null, null, null); commit");
        await().atMost(Mirror.PATIENCE).until(AvroTransactionsIT::readiness, told -> told.contains("held"));
        assertThat(about("public.fresh", 22)).isEmpty();
        road.heal();
        GenericRecord document = await().atMost(Mirror.PATIENCE)
                .until(() -> about("public.fresh", 22), found -> !found.isEmpty())
                .getFirst();
        assertThat(events(document)).hasSize(2);
        assertThat(mirror.parked()).hasSize(before);
        assertThat(Topic.readCommitted(stack, INCOMPLETE)).isEmpty();
        assembler.awaitReady();
    }

    /** Documents with an event of a row. */
    private static List<GenericRecord> about(String collection, long id) {
        return documents().stream()
                .filter(document -> document.get("events") != null)
                .filter(document -> events(document).stream()
                        .anyMatch(event -> event.get("collection").toString().equals(collection)
                                && Long.toString(id)
                                        .equals(texts(event.get("key")).get("id"))))
                .toList();
    }

    private static List<GenericRecord> documents() {
        return Topic.readCommitted(stack, TRANSACTIONS).stream()
                .map(record -> WrittenAvro.read(stack.registry().confluentUrl(), record.value()))
                .toList();
    }

    private static List<GenericRecord> events(GenericRecord document) {
        return ((Collection<?>) document.get("events"))
                .stream().map(GenericRecord.class::cast).toList();
    }

    /** A map of Avro as text. */
    private static Map<String, String> texts(Object map) {
        Map<String, String> texts = new TreeMap<>();
        ((Map<?, ?>) map).forEach((name, value) -> texts.put(name.toString(), String.valueOf(value)));
        return texts;
    }

    private static String readiness() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(assembler.url() + "/health/readiness"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
