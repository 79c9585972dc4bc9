package dev.afterimage.txn.running;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics that are read or written by name, where they are missing; those that are there stay as they are. */
final class NeededTopics {
    private static final long PATIENCE_SECONDS = 30;

    private final Collection<String> names;
    private final short replication;

    NeededTopics(Collection<String> names, short replication) {
        this.names = List.copyOf(names);
        this.replication = replication;
    }

    /** @throws ExecutionException if the broker refuses, for another reason than that they are there */
    void make(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        List<NewTopic> wanted = names.stream()
                .map(name -> new NewTopic(
                                name, Optional.empty(), replication < 0 ? Optional.empty() : Optional.of(replication))
                        .configs(Map.of(
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                Integer.toString(StreamsSettings.LARGEST_RECORD))))
                .toList();
        for (KafkaFuture<Void> made : admin.createTopics(wanted).values().values()) {
            try {
                made.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }
}
