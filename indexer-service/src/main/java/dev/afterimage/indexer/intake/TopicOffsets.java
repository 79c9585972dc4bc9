package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.RedriveTopic;
import dev.afterimage.indexer.rebuild.Start;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Where topics begin and end, and what the consumer group has committed; changes nothing. Thread-safe. */
final class TopicOffsets {
    private static final long PATIENCE_S = 15;

    private final Admin admin;
    private final String group;

    TopicOffsets(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    /** Every topic's name. */
    Set<String> topics() throws InterruptedException {
        return answer(admin.listTopics().names());
    }

    /** What the group has settled of some topics and of its redrive topic, by {@code topic-partition}; without what it never committed. */
    Map<String, Start> settled(List<String> topics) throws InterruptedException {
        Map<String, Start> all = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> committed =
                answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        committed.forEach((partition, at) -> {
            boolean wanted =
                    topics.contains(partition.topic()) || partition.topic().equals(RedriveTopic.of(group));
            if (wanted && at != null) {
                all.put(partition.toString(), new Start(at.offset(), at.metadata()));
            }
        });
        return all;
    }

    /** Offsets after the last records of some topics and of the group's redrive topic. */
    Map<TopicPartition, Long> ends(List<String> topics) throws InterruptedException {
        return offsets(topics, OffsetSpec.latest());
    }

    /** Offsets of the first records. */
    Map<TopicPartition, Long> begins(List<String> topics) throws InterruptedException {
        return offsets(topics, OffsetSpec.earliest());
    }

    private Map<TopicPartition, Long> offsets(List<String> topics, OffsetSpec which) throws InterruptedException {
        Set<String> wanted = new HashSet<>(topics);
        if (topics().contains(RedriveTopic.of(group))) {
            wanted.add(RedriveTopic.of(group));
        }
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (TopicPartition partition : partitions(wanted)) {
            asked.put(partition, which);
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer(admin.listOffsets(asked).all()).forEach((partition, told) -> offsets.put(partition, told.offset()));
        return offsets;
    }

    private Collection<TopicPartition> partitions(Set<String> topics) throws InterruptedException {
        Set<TopicPartition> all = new HashSet<>();
        answer(admin.describeTopics(topics).allTopicNames())
                .forEach((topic, described) ->
                        described.partitions().forEach(each -> all.add(new TopicPartition(topic, each.partition()))));
        return all;
    }

    private static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("Kafka does not tell offsets", e.getCause() == null ? e : e.getCause());
        }
    }
}
