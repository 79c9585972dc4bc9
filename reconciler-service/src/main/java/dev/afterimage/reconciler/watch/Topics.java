package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.config.ReconcilerProperties;
import dev.afterimage.reconciler.config.TopicPrefix;
import dev.afterimage.reconciler.table.TableName;
import dev.afterimage.reconciler.table.TableRules;
import dev.afterimage.support.kafka.KafkaClients;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** What Kafka knows of the tables' topics. Thread-safe; every answer is waited for only so long. */
@Singleton
public final class Topics {
    private static final long ANSWER_SECONDS = 8;

    private final KafkaClients kafka;
    private final ReconcilerProperties properties;
    private final TopicPrefix prefix;
    private final TableRules rules;
    private @Nullable Admin admin;

    Topics(KafkaClients kafka, ReconcilerProperties properties, TopicPrefix prefix, TableRules rules) {
        this.kafka = kafka;
        this.properties = properties;
        this.prefix = prefix;
        this.rules = rules;
    }

    /** The topics of the tables that are reconciled, by table. */
    public Map<String, String> ofTables() throws InterruptedException {
        String before = prefix.topicPrefix() + ".";
        Map<String, String> topics = new TreeMap<>();
        for (String topic : ask(admin().listTopics().names(), "listing topics")) {
            String table = topic.startsWith(before) ? topic.substring(before.length()) : "";
            if (table.indexOf('.') > 0 && table.indexOf('.') < table.length() - 1 && wanted(table)) {
                topics.put(table, topic);
            }
        }
        return topics;
    }

    private boolean wanted(String table) {
        return (properties.tables().isEmpty() || properties.tables().contains(table))
                && !properties.excludedTables().contains(table)
                && rules.enabled(TableName.of(table));
    }

    /** The partitions of topics; a topic that is gone is left out. */
    public List<TopicPartition> partitions(Collection<String> topics) throws InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> one :
                admin().describeTopics(topics).topicNameValues().entrySet()) {
            try {
                ask(one.getValue(), "describing topics")
                        .partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(one.getKey(), partition.partition())));
            } catch (GoneException e) {
                // It was there when topics were listed.
            }
        }
        return partitions;
    }

    Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) throws InterruptedException {
        return offsets(list(partitions, OffsetSpec.earliest()));
    }

    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) throws InterruptedException {
        return offsets(list(partitions, OffsetSpec.latest()));
    }

    /** When the newest record of each topic was written; topics without records are left out. */
    Map<String, Instant> newest(Collection<TopicPartition> partitions) throws InterruptedException {
        return times(list(partitions, OffsetSpec.maxTimestamp()), true);
    }

    /** When the first record of each topic at or after a time was written; topics without one are left out. */
    Map<String, Instant> firstSince(Collection<TopicPartition> partitions, Instant time) throws InterruptedException {
        return times(list(partitions, OffsetSpec.forTimestamp(time.toEpochMilli())), false);
    }

    /** Where a group stands; nowhere if there is no such group yet. */
    Map<TopicPartition, Long> committed(String group) throws InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        try {
            ask(admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), "reading offsets of " + group)
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            committed.put(partition, offset.offset());
                        }
                    });
        } catch (GoneException e) {
            return Map.of();
        }
        return committed;
    }

    /** How many instances read in a group. */
    int members(String group) throws InterruptedException {
        try {
            return ask(admin().describeConsumerGroups(List.of(group)).all(), "describing the group " + group)
                    .values()
                    .stream()
                    .mapToInt(described -> described.members().size())
                    .sum();
        } catch (GoneException e) {
            return 0;
        }
    }

    /**
     * What a topic keeps.
     *
     * @param compacted whether newer records of a key replace older ones
     * @param retention for how long; null for ever
     */
    public record Keeping(boolean compacted, @Nullable Duration retention) {
        static Keeping of(Config config) {
            String policy = value(config, TopicConfig.CLEANUP_POLICY_CONFIG);
            String retention = value(config, TopicConfig.RETENTION_MS_CONFIG);
            boolean forEver = !policy.contains(TopicConfig.CLEANUP_POLICY_DELETE)
                    || retention.isEmpty()
                    || retention.startsWith("-");
            return new Keeping(
                    policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT),
                    forEver ? null : Duration.ofMillis(Long.parseLong(retention)));
        }

        private static String value(Config config, String key) {
            ConfigEntry entry = config.get(key);
            return entry == null || entry.value() == null ? "" : entry.value();
        }
    }

    /** What topics keep. */
    public Map<String, Keeping> settings(Collection<String> topics) throws InterruptedException {
        List<ConfigResource> asked = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Keeping> settings = new HashMap<>();
        ask(admin().describeConfigs(asked).all(), "reading settings of topics")
                .forEach((resource, config) -> settings.put(resource.name(), Keeping.of(config)));
        return settings;
    }

    /** Those of some topics that are there. */
    public List<String> existing(Collection<String> some) throws InterruptedException {
        Set<String> all = ask(admin().listTopics().names(), "listing topics");
        return some.stream().filter(all::contains).toList();
    }

    private Map<TopicPartition, ListOffsetsResultInfo> list(Collection<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        return ask(admin().listOffsets(asked).all(), "reading offsets of topics");
    }

    private static Map<TopicPartition, Long> offsets(Map<TopicPartition, ListOffsetsResultInfo> found) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private static Map<String, Instant> times(Map<TopicPartition, ListOffsetsResultInfo> found, boolean latest) {
        Map<String, Instant> times = new HashMap<>();
        found.forEach((partition, info) -> {
            if (info.timestamp() >= 0) {
                times.merge(
                        partition.topic(),
                        Instant.ofEpochMilli(info.timestamp()),
                        (one, other) -> one.isAfter(other) == latest ? one : other);
            }
        });
        return times;
    }

    /** There is no such group or topic, or not any more. */
    private static final class GoneException extends WatchException {
        private static final long serialVersionUID = 1;

        GoneException(String what) {
            super("Kafka failed at " + what + ": it is gone");
        }
    }

    private static <T> T ask(KafkaFuture<T> future, String what) throws InterruptedException {
        try {
            return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof GroupIdNotFoundException || cause instanceof UnknownTopicOrPartitionException) {
                throw new GoneException(what);
            }
            throw new WatchException(
                    "Kafka failed at " + what + ": " + cause.getClass().getSimpleName());
        }
    }

    private synchronized Admin admin() {
        Admin open = admin;
        if (open == null) {
            open = kafka.admin();
            admin = open;
        }
        return open;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(2));
        }
    }
}
