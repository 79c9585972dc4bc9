package dev.afterimage.indexer.intake;

import dev.afterimage.indexer.dryrun.HazardKind;
import dev.afterimage.indexer.dryrun.Hazards;
import dev.afterimage.indexer.dryrun.TopicFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** Looks at topics and the consumer group; what may not be read is told as a notice. Changes nothing. */
final class TopicLooks {
    private static final long PATIENCE_S = 15;

    private final Admin admin;
    private final List<String> notices;

    TopicLooks(Admin admin, List<String> notices) {
        this.admin = admin;
        this.notices = notices;
    }

    List<TopicFacts> facts(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Map<TopicPartition, Long> ends)
            throws InterruptedException {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<String, List<TopicFacts.Span>> spans = new HashMap<>();
        for (TopicPartition partition : partitions) {
            spans.computeIfAbsent(partition.topic(), made -> new ArrayList<>())
                    .add(new TopicFacts.Span(
                            partition.partition(),
                            begins.getOrDefault(partition, 0L),
                            ends.getOrDefault(partition, 0L)));
        }
        Map<String, Config> configs = configs(spans.keySet());
        return spans.entrySet().stream()
                .map(each -> new TopicFacts(
                        each.getKey(),
                        each.getValue(),
                        value(configs.get(each.getKey()), "cleanup.policy"),
                        number(value(configs.get(each.getKey()), "retention.ms"))))
                .sorted(java.util.Comparator.comparing(TopicFacts::topic))
                .toList();
    }

    private Map<String, Config> configs(Set<String> topics) throws InterruptedException {
        List<ConfigResource> wanted = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Config> found = new HashMap<>();
        Map<ConfigResource, Config> all = answer(admin.describeConfigs(wanted).all(), "the settings of the topics");
        if (all != null) {
            all.forEach((resource, config) -> found.put(resource.name(), config));
        }
        return found;
    }

    /** Whether somebody consumes under the group's name already. */
    void group(String group, Hazards hazards) throws InterruptedException {
        var offsets = answer(
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), "the consumer group's offsets");
        if (offsets != null && !offsets.isEmpty()) {
            hazards.note(
                    HazardKind.GROUP,
                    group,
                    "it has committed offsets of " + offsets.size()
                            + " partitions: the indexer would begin there, not at the beginning, and share the partitions with"
                            + " whoever else runs under this name",
                    "set AFTERIMAGE_CONSUMER_GROUP to a name of its own, unless this group is an indexer's",
                    "");
        }
    }

    /** Topics of ours that must be there where none is made by itself. */
    void own(Set<String> needed, Set<String> there, Hazards hazards) throws InterruptedException {
        List<String> missing =
                needed.stream().filter(topic -> !there.contains(topic)).sorted().toList();
        if (missing.isEmpty() || madeByThemselves()) {
            return;
        }
        missing.forEach(topic -> hazards.note(
                HazardKind.OWN_TOPIC,
                topic,
                "it is not there, and the brokers make no topics by themselves",
                "make it (docs/operations.md, topics to make beforehand)",
                ""));
    }

    private boolean madeByThemselves() throws InterruptedException {
        Collection<Node> nodes = answer(admin.describeCluster().nodes(), "the brokers");
        if (nodes == null || nodes.isEmpty()) {
            return true;
        }
        ConfigResource broker = new ConfigResource(
                ConfigResource.Type.BROKER, nodes.iterator().next().idString());
        Map<ConfigResource, Config> all =
                answer(admin.describeConfigs(List.of(broker)).all(), "the brokers' settings");
        String told = all == null ? null : value(all.get(broker), "auto.create.topics.enable");
        return told == null || Boolean.parseBoolean(told);
    }

    private static @Nullable String value(@Nullable Config config, String key) {
        ConfigEntry entry = config == null ? null : config.get(key);
        return entry == null ? null : entry.value();
    }

    private static @Nullable Long number(@Nullable String text) {
        return text == null ? null : Long.valueOf(text);
    }

    private <T> @Nullable T answer(KafkaFuture<T> future, String what) throws InterruptedException {
        try {
            return future.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            notices.add(what + " could not be read: " + cause.getClass().getSimpleName());
            return null;
        }
    }
}
