package dev.afterimage.localstack.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.connector.Connector;
import dev.afterimage.localstack.connector.PostgresConnector;
import dev.afterimage.localstack.process.Waiting;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until the index has everything that was committed in a database before the call.
 *
 * <p>Three steps, so that nothing can hide between the parts: the connector has acknowledged the position of before the call, which it does only when Kafka has every
 * event up to there; a marker row written by the call has become a document; and the indexer has committed the end of every topic.
 */
final class CaughtUp {
    private final Connector connector;
    private final Following following;
    private final IndexClient index;
    private final Admin admin;
    private final String consumerGroup;

    CaughtUp(Connector connector, Following following, IndexClient index, Admin admin, String consumerGroup) {
        this.connector = connector;
        this.following = following;
        this.index = index;
        this.admin = admin;
        this.consumerGroup = consumerGroup;
    }

    void await(Duration atMost) throws SQLException {
        long end = System.nanoTime() + atMost.toNanos();
        String before = following.position();
        String mark = following.mark();
        require(end, "the connector has not confirmed " + before, () -> following.confirmed(before));
        require(end, "the marker row " + mark + " is not in the index", () -> marked(mark));
        require(end, "the indexer lags", () -> behind().isEmpty());
    }

    private boolean marked(String mark) {
        Optional<JsonNode> document = index.get(
                ProvenTable.of(connector.topicPrefix(), connector.schema(), Following.MARKER_TABLE)
                        .index(),
                "1");
        return document.isPresent() && document.get().path("mark").asText().equals(mark);
    }

    /** What the indexer has not settled yet: records left by partition. */
    private Map<String, Long> behind() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> settled = admin.listConsumerGroupOffsets(consumerGroup)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(
                        partitions().stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
                .all()
                .get();
        Map<String, Long> behind = new TreeMap<>();
        ends.forEach((partition, last) -> {
            OffsetAndMetadata at = settled.get(partition);
            long left = last.offset() - (at == null ? 0 : at.offset());
            if (left > 0) {
                behind.put(partition.toString(), left);
            }
        });
        return behind;
    }

    private java.util.Set<TopicPartition> partitions() throws ExecutionException, InterruptedException {
        String tables = connector.topicPrefix() + "." + connector.schema() + ".";
        java.util.Set<String> topics = admin.listTopics().names().get().stream()
                .filter(topic -> topic.startsWith(tables))
                .filter(topic -> !topic.endsWith("." + PostgresConnector.SIGNAL_TABLE))
                .collect(Collectors.toSet());
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toSet());
    }

    private void require(long end, String otherwise, Check check) {
        StackException[] last = new StackException[1];
        boolean done = Waiting.until(Duration.ofNanos(Math.max(0, end - System.nanoTime())), () -> {
            try {
                return check.holds();
            } catch (SQLException | ExecutionException | StackException partIsAway) {
                last[0] = new StackException(String.valueOf(partIsAway.getMessage()), partIsAway);
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackException("Interrupted while waiting for the index.", e);
            }
        });
        if (!done) {
            throw new StackException(
                    "The index of " + connector.topicPrefix() + " did not catch up in time: " + otherwise + "; "
                            + lagInWords(),
                    last[0]);
        }
    }

    private String lagInWords() {
        try {
            return "records left: " + behind();
        } catch (ExecutionException unknown) {
            return "the lag is unknown: " + unknown.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the lag is unknown";
        }
    }

    /** A condition that may fail while a part is away. */
    private interface Check {
        boolean holds() throws SQLException, ExecutionException, InterruptedException;
    }
}
