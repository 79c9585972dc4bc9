package dev.afterimage.txn.config;

import dev.afterimage.txn.topology.AssemblyLimits;
import dev.afterimage.txn.topology.Destinations;
import dev.afterimage.txn.topology.Ordering;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How transactions are assembled.
 *
 * @param partitions of the internal topic that brings a transaction's events together: how many tasks assemble at once over all instances, 1 to
 *     1000; not to be changed while state is kept
 * @param threads stream threads of this instance, 1 to 64
 * @param standbys copies of each task's state on other instances, where there are others, 0 to 3
 * @param replication replicas of the topics that are made here; -1 takes the broker's default
 * @param stateDirectory where state lies between restarts; its loss costs time, not data
 * @param commitInterval how often what was assembled becomes visible to readers, 10 ms to 10 s
 * @param cacheBytes what is held on the heap of transactions under way, over all tasks, bytes; those that live for less than a commit interval never
 *     leave it
 * @param incompleteAfter how long nothing may come of a transaction that is not whole, 1 s or more
 * @param memory how long transactions that have left are remembered, by which what comes of them again is known, 1 min or more; longer than any
 *     connector's redelivery
 * @param partEvents events from which on a transaction leaves in parts, 1 to 1,000,000
 * @param partBytes bytes of events from which on it does, 1 kB to 30 MB
 * @param turnBytes about as many bytes of parts leave before other transactions have their turn, 1 kB to 30 MB
 * @param outputFormat {@code json}, or {@code avro} in the Confluent wire format, which needs the schema registry
 * @param order {@code completed}: transactions leave as they become whole; {@code commit}: those of a source leave strictly in the order of their
 *     commits, through one task and one partition
 * @param orderSettle with {@code commit}: how long one waits whose predecessor is not known, 0 to 1 min
 * @param orderHold with {@code commit}: how long a stuck one may hold the others, 0 to 1 h
 * @param fullBefore whether the tables have REPLICA IDENTITY FULL, so that {@code before} of a delete is the whole old row
 * @param transactionTopic whole transactions
 * @param incompleteTopic those that were given up, and what came late
 * @param deadLetterTopic dead letters
 * @param outcomeTopic answers to redriven records
 * @param advertisedHost the name or address by which other instances reach this one's HTTP port; none means the address that it binds to
 * @param drainTimeout how long a shut-down may take, 1 s to 60 s
 */
@ConfigurationProperties("afterimage.txn")
public record AssemblerProperties(
        @Bindable(defaultValue = "4") int partitions,
        @Bindable(defaultValue = "2") int threads,
        @Bindable(defaultValue = "1") int standbys,
        @Bindable(defaultValue = "-1") short replication,
        @Bindable(defaultValue = "state") Path stateDirectory,
        @Bindable(defaultValue = "100ms") Duration commitInterval,
        @Bindable(defaultValue = "67108864") long cacheBytes,
        @Bindable(defaultValue = "5m") Duration incompleteAfter,
        @Bindable(defaultValue = "1h") Duration memory,
        @Bindable(defaultValue = "5000") int partEvents,
        @Bindable(defaultValue = "800000") int partBytes,
        @Bindable(defaultValue = "4000000") int turnBytes,
        @Bindable(defaultValue = "json") OutputFormat outputFormat,
        @Bindable(defaultValue = "completed") Order order,
        @Bindable(defaultValue = "1s") Duration orderSettle,
        @Bindable(defaultValue = "30s") Duration orderHold,
        @Bindable(defaultValue = "false") boolean fullBefore,
        @Bindable(defaultValue = "afterimage.transactions") String transactionTopic,

        @Bindable(defaultValue = "afterimage.transactions.incomplete")
        String incompleteTopic,

        @Bindable(defaultValue = "afterimage.dead-letters") String deadLetterTopic,
        @Bindable(defaultValue = "afterimage.outcomes") String outcomeTopic,
        @Nullable String advertisedHost,
        @Bindable(defaultValue = "10s") Duration drainTimeout) {
    public AssemblerProperties {
        require(partitions >= 1 && partitions <= 1_000, "partitions is 1 to 1000");
        require(threads >= 1 && threads <= 64, "threads is 1 to 64");
        require(standbys >= 0 && standbys <= 3, "standbys is 0 to 3");
        require(within(commitInterval, 10, 10_000), "commit-interval is 10ms to 10s");
        require(cacheBytes >= 0, "cache-bytes is 0 or more");
        require(incompleteAfter.toMillis() >= 1_000, "incomplete-after is 1s or more");
        require(memory.toMillis() >= 60_000, "memory is 1m or more");
        require(partEvents >= 1 && partEvents <= 1_000_000, "part-events is 1 to 1000000");
        require(partBytes >= 1_000 && partBytes <= 30_000_000, "part-bytes is 1000 to 30000000");
        require(turnBytes >= 1_000 && turnBytes <= 30_000_000, "turn-bytes is 1000 to 30000000");
        require(within(orderSettle, 0, 60_000), "order-settle is 0 to 1m");
        require(within(orderHold, 0, 3_600_000), "order-hold is 0 to 1h");
        require(within(drainTimeout, 1_000, 60_000), "drain-timeout is 1s to 60s");
    }

    /** The form of transactions that leave whole; what is reported is JSON always. */
    public enum OutputFormat {
        JSON,
        AVRO
    }

    /** In which order whole transactions leave. */
    public enum Order {
        COMPLETED,
        COMMIT
    }

    public Ordering ordering() {
        return new Ordering(order == Order.COMMIT, orderSettle.toMillis(), orderHold.toMillis());
    }

    public AssemblyLimits limits() {
        return new AssemblyLimits(
                incompleteAfter.toMillis(),
                memory.toMillis(),
                partEvents,
                partBytes,
                turnBytes,
                cacheBytes / partitions);
    }

    public Destinations destinations() {
        return new Destinations(transactionTopic, incompleteTopic, deadLetterTopic, outcomeTopic);
    }

    private static boolean within(Duration given, long leastMs, long mostMs) {
        return given.toMillis() >= leastMs && given.toMillis() <= mostMs;
    }

    private static void require(boolean held, String rule) {
        if (!held) {
            throw new ConfigurationException("afterimage.txn." + rule);
        }
    }
}
