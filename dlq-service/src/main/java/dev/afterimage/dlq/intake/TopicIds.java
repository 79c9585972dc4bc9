package dev.afterimage.dlq.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Kafka's ids of topics, asked of the broker and kept for a short while; a topic that is made again gets another. Used by one thread.
 *
 * <p>A broker that does not answer is an error: parking without the id would park the same record twice.
 */
final class TopicIds implements AutoCloseable {
    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Known(Optional<UUID> id, long since) {}

    private final Admin admin;
    private final LongSupplier nanos;
    private final Map<String, Known> known = new HashMap<>();

    TopicIds(Admin admin, LongSupplier nanos) {
        this.admin = admin;
        this.nanos = nanos;
    }

    /**
     * The ids of these topics; empty for one that does not exist, or that we may not look at.
     *
     * @throws IllegalStateException if the broker does not answer
     */
    Map<String, Optional<UUID>> of(Collection<String> topics) throws InterruptedException {
        long now = nanos.getAsLong();
        known.values().removeIf(one -> now - one.since() > KEPT.toNanos());
        Set<String> asked = new HashSet<>(topics);
        asked.removeAll(known.keySet());
        if (!asked.isEmpty()) {
            Map<String, KafkaFuture<TopicDescription>> answers =
                    admin.describeTopics(asked).topicNameValues();
            for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
                known.put(answer.getKey(), new Known(id(answer.getKey(), answer.getValue()), now));
            }
        }
        Map<String, Optional<UUID>> ids = new HashMap<>();
        topics.forEach(topic -> {
            Known one = known.get(topic);
            ids.put(topic, one == null ? Optional.empty() : one.id());
        });
        return ids;
    }

    private static Optional<UUID> id(String topic, KafkaFuture<TopicDescription> answer) throws InterruptedException {
        try {
            Uuid id = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).topicId();
            return id == null || id.equals(Uuid.ZERO_UUID)
                    ? Optional.empty()
                    : Optional.of(new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof TopicAuthorizationException
                    || e.getCause() instanceof InvalidTopicException) {
                return Optional.empty();
            }
            throw new IllegalStateException("the broker cannot tell the id of topic " + topic, e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not tell the id of topic " + topic, e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
