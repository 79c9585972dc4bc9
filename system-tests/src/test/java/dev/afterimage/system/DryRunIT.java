package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.connector.PostgresConnector;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.localstack.proof.IndexClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a dry run tells of a pipeline that somebody runs already, and that it leaves no trace there. */
@Tag("extended")
@ExtendWith(LocalStackExtension.class)
class DryRunIT {
    private static final String FLATTENED_WITHOUT_POSITION = "{\"schema\":{\"type\":\"struct\",\"fields\":["
            + "{\"type\":\"int32\",\"optional\":false,\"field\":\"id\"},"
            + "{\"type\":\"string\",\"optional\":true,\"field\":\"__op\"}],"
            + "\"optional\":false,\"name\":\"planted.public.flat.Value\"},\"payload\":{\"id\":1,\"__op\":\"c\"}}";
    private static final String PLAIN = "{\"before\":null,\"after\":{\"id\":1},\"source\":{\"version\":\"3.6.1.Final\","
            + "\"connector\":\"postgresql\",\"name\":\"planted\",\"ts_ms\":1,\"snapshot\":\"false\",\"db\":\"planted\","
            + "\"sequence\":\"[\\\"100\\\",\\\"108\\\"]\",\"schema\":\"public\",\"table\":\"plain\",\"txId\":7,\"lsn\":108},"
            + "\"op\":\"c\",\"ts_ms\":1,\"transaction\":{\"id\":\"7:108\",\"total_order\":1,\"data_collection_order\":1}}";

    @Test
    void withoutHazardsItTellsEveryTableAndEndsWithZero(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.of(stack, "harmless")) {
            mirror.execute(
                    "create table public.orders (id bigint primary key, total numeric(10, 2), note text, doc jsonb)",
                    "insert into public.orders select i, i, 'n', '{}' from generate_series(1, 300) i");
            mirror.capture();
            awaitRecords(stack, "harmless.public.orders", 300);
            mirror.execute(
                    "delete from public.orders where id <= 20", "update public.orders set note = 'm' where id = 77");
            awaitRecords(stack, "harmless.public.orders", 341);
            Traces before = Traces.of(stack, "harmless");

            DryRunOutcome outcome = DryRunOutcome.of(settings(stack, "harmless"));

            assertThat(outcome.status()).as(outcome.output()).isZero();
            assertThat(outcome.output())
                    .contains("No hazards.")
                    .contains("341 records looked at")
                    .containsPattern("would hold +280 documents and 20 tombstones")
                    .contains("harmless.public.orders, which would be made")
                    .contains("id long", "total double", "note keyword", "doc stored only");
            assertThat(Traces.of(stack, "harmless")).isEqualTo(before);
        }
    }

    @Test
    void everyPlantedHazardIsNamedWithItsPlaceAndNothingIsWritten(LocalStack stack) throws Exception {
        PostgresConnector connector = stack.connectorFor("planted", "planted").with("snapshot.mode", "no_data");
        try (Mirror mirror = Mirror.of(stack, "planted", connector)) {
            mirror.execute(
                    "create table public.pages (id int primary key, n int, body text)",
                    // Stored out of line and never sent again; nothing in the topic completes the update below.
                    "insert into public.pages values (1, 0, (select string_agg(md5(i::text), '') from generate_series(1, 300) i))");
            mirror.capture();
            await().atMost(Mirror.PATIENCE)
                    .until(() -> mirror.query("select count(*) from pg_replication_slots where active and slot_name = '"
                                    + connector.slot() + "'")
                            .equals("1"));
            mirror.execute(
                    "update public.pages set n = 1 where id = 1",
                    "insert into public.pages select i, 0, 'short' from generate_series(2, 50) i",
                    "create table public.loose (v text)",
                    "insert into public.loose values ('a'), ('b'), ('c')",
                    "create table public.typed (id int primary key, v text)",
                    "insert into public.typed select i, 'v' from generate_series(1, 30) i",
                    "create table public.short (id int primary key)",
                    "insert into public.short select generate_series(1, 40)",
                    "create table public.compacted (id int primary key)",
                    "insert into public.compacted select generate_series(1, 10)");
            awaitRecords(stack, "planted.public.pages", 50);
            awaitRecords(stack, "planted.public.loose", 3);
            awaitRecords(stack, "planted.public.typed", 30);
            awaitRecords(stack, "planted.public.short", 40);
            awaitRecords(stack, "planted.public.compacted", 10);
            plantInTopics(stack);
            plantInIndex(mirror);
            Traces before = Traces.of(stack, "planted");

            DryRunOutcome outcome = DryRunOutcome.of(settings(stack, "planted"));

            String told = outcome.output();
            assertThat(outcome.status()).as(told).isEqualTo(2);
            assertThat(told)
                    // a row that nothing completes, and tables without a key
                    .containsPattern("planted.public.pages: IMAGE_INCOMPLETE: .*body")
                    .containsPattern("(?s)planted.public.loose: KEY_MISSING: .*?how often +3")
                    .containsPattern("(?s)planted.public.typed: MALFORMED: .*?where +planted.public.typed-0@")
                    // forms that stop a partition
                    .containsPattern("(?s)STOPS.*planted.public.plain: CONNECTOR_SETTING: .*planted.public.plain-0@0")
                    .containsPattern("(?s)STOPS.*planted.public.flat: CONNECTOR_SETTING: .*add.fields")
                    // the index that is there
                    .containsPattern("INDEX: .*\n.*planted.public.typed: it has no alias planted.public.typed.write")
                    .contains("2 of its documents have no _cdc")
                    .containsPattern(
                            "MAPPING: .*\n.*planted.public.typed: column v is text at the source and indexed as long")
                    // topics, keys and group
                    .contains("planted.public.compacted: it is compacted")
                    .contains("planted.public.short: records are kept for 1h only")
                    .containsPattern("(?s)HISTORY: .*planted.public.short: older records are gone")
                    .containsPattern(
                            "(?s)MOVING_KEYS: .*planted.public.pages: the same key stands in several partitions")
                    .contains("indexer-planted: it has committed offsets of 1 partitions");
            assertThat(Traces.of(stack, "planted")).isEqualTo(before);
        }
    }

    @Test
    void whereItCannotLookItSaysWhyAndEndsWithOne(LocalStack stack) throws Exception {
        DryRunOutcome outcome = DryRunOutcome.of(settings(stack, "nosuchprefix"));

        assertThat(outcome.status()).as(outcome.output()).isEqualTo(1);
        assertThat(outcome.output()).contains("AFTERIMAGE_TOPIC_PREFIX");
    }

    private static void plantInTopics(LocalStack stack) throws Exception {
        ConsumerRecord<byte[], byte[]> page = Topic.read(stack, "planted.public.pages").stream()
                .filter(record -> record.value() != null)
                .findFirst()
                .orElseThrow();
        Topic.send(
                stack,
                List.of(
                        new ProducerRecord<>(
                                "planted.public.pages", (page.partition() + 1) % 4, page.key(), page.value()),
                        new ProducerRecord<>("planted.public.typed", 0, utf8("{\"id\":1}"), utf8("no JSON at all")),
                        new ProducerRecord<>("planted.public.plain", 0, utf8("{\"id\":1}"), utf8(PLAIN)),
                        new ProducerRecord<>(
                                "planted.public.flat", 0, utf8("{\"id\":1}"), utf8(FLATTENED_WITHOUT_POSITION))));
        try (Admin admin = stack.kafka().admin()) {
            Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
            changes.put(topic("planted.public.compacted"), List.of(set("cleanup.policy", "compact")));
            changes.put(topic("planted.public.short"), List.of(set("retention.ms", "3600000")));
            admin.incrementalAlterConfigs(changes).all().get();
            TopicPartition first = Topic.read(stack, "planted.public.short").stream()
                    .map(record -> new TopicPartition(record.topic(), record.partition()))
                    .findFirst()
                    .orElseThrow();
            admin.deleteRecords(Map.of(first, RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
            admin.alterConsumerGroupOffsets(
                            "indexer-planted",
                            Map.of(new TopicPartition("planted.public.short", 0), new OffsetAndMetadata(1)))
                    .all()
                    .get();
        }
    }

    private static void plantInIndex(Mirror mirror) {
        mirror.index()
                .call(
                        "PUT",
                        "/planted.public.typed",
                        "{\"mappings\":{\"properties\":{\"v\":{\"type\":\"long\",\"ignore_malformed\":true}}}}");
        mirror.index().call("PUT", "/planted.public.typed/_doc/a", "{\"v\":1}");
        mirror.index().call("PUT", "/planted.public.typed/_doc/b", "{\"v\":2}");
        mirror.index().refresh("planted.public.typed");
    }

    private static ConfigResource topic(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }

    private static AlterConfigOp set(String key, String value) {
        return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    }

    private static Map<String, String> settings(LocalStack stack, String prefix) {
        return Map.of(
                "AFTERIMAGE_TOPIC_PREFIX",
                prefix,
                "AFTERIMAGE_CONSUMER_GROUP",
                "indexer-" + prefix,
                "AFTERIMAGE_INDEXER_CONTROL_INDEX",
                prefix + "-control",
                "KAFKA_BOOTSTRAP_SERVERS",
                stack.kafka().bootstrapServers(),
                "ELASTICSEARCH_URIS",
                stack.elasticsearch().url());
    }

    private static void awaitRecords(LocalStack stack, String topic, int atLeast) {
        await().atMost(Mirror.PATIENCE).until(() -> Topic.read(stack, topic).size() >= atLeast);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Everything that a run could leave behind.
     *
     * @param indices each index of the prefix with its id, mapping, aliases and documents, and all templates
     * @param ends the end of each partition of the prefix's tables and of Afterimage's own topics
     * @param groups every consumer group with its offsets
     */
    private record Traces(List<JsonNode> indices, Map<String, Long> ends, Map<String, String> groups) {
        static Traces of(LocalStack stack, String prefix) throws Exception {
            List<JsonNode> indices = new ArrayList<>();
            for (String path : List.of(
                    "/" + prefix + "*?expand_wildcards=all",
                    "/" + prefix + "*/_search?expand_wildcards=all&filter_path=hits.hits",
                    "/_alias",
                    "/_index_template")) {
                indices.add(IndexClient.of(stack.elasticsearch())
                        .call("GET", path, "")
                        .orElse(MissingNode.getInstance()));
            }
            Map<String, Long> ends = new TreeMap<>();
            Map<String, String> groups = new TreeMap<>();
            try (Admin admin = stack.kafka().admin()) {
                for (String topic : admin.listTopics().names().get().stream()
                        .filter(name -> name.startsWith(prefix + ".public.") || name.startsWith("afterimage"))
                        .toList()) {
                    Topic.ends(stack, topic).forEach((partition, end) -> ends.put(partition.toString(), end));
                }
                for (String group : admin.listGroups().all().get().stream()
                        .map(each -> each.groupId())
                        .filter(name ->
                                Stream.of("connect", "afterimage-connect").noneMatch(name::startsWith))
                        .toList()) {
                    groups.put(
                            group,
                            admin.listConsumerGroupOffsets(group)
                                    .partitionsToOffsetAndMetadata()
                                    .get()
                                    .toString());
                }
            }
            return new Traces(indices, ends, groups);
        }
    }
}
