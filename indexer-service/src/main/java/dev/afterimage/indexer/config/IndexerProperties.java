package dev.afterimage.indexer.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the indexer works.
 *
 * @param bulkBytes size at which a bulk body is sent, bytes, 1 kB to 50 MB
 * @param bulkOperations operations at which it is sent, 1 to 10,000
 * @param bulksInFlight bulk requests under way at once, 1 to 16; more than the cluster has cores for it slows all down
 * @param linger how long an operation waits for company while another bulk is under way, 0 to 1 s
 * @param heldBytes bytes of unsettled records at which the consumer is paused
 * @param heldRecords unsettled records at which it is
 * @param documentBytes largest document that is sent, bytes; must be below the node's {@code http.max_content_length}
 * @param commitInterval how often settled offsets are committed, 50 ms to 60 s
 * @param drainTimeout how long a shut-down or rebalance waits for what is under way, 1 s to 60 s
 * @param deleteMemory how long tombstones are kept, at least the topics' retention; an event that is older and comes back late is not
 *     applied
 * @param breakerWindow records of a partition that the ratio breaker looks back on
 * @param breakerLeast parked records below which it never opens
 * @param breakerRatio share of parked records at which it opens, above 0 to 1
 * @param breakerPause how long it stays open before one record tries
 * @param deadLetterTopic the topic of dead letters
 * @param outcomeTopic the topic of answers to redrives and repairs
 * @param controlIndex the index that the instances share
 * @param secret key of hashed ids and hash masks; from a file or the environment, never from a file in the image
 */
@ConfigurationProperties("afterimage.indexer")
public record IndexerProperties(
        @Bindable(defaultValue = "1500000") int bulkBytes,
        @Bindable(defaultValue = "2000") int bulkOperations,
        @Bindable(defaultValue = "2") int bulksInFlight,
        @Bindable(defaultValue = "5ms") Duration linger,
        @Bindable(defaultValue = "100663296") long heldBytes,
        @Bindable(defaultValue = "10000") int heldRecords,
        @Bindable(defaultValue = "50000000") int documentBytes,
        @Bindable(defaultValue = "500ms") Duration commitInterval,
        @Bindable(defaultValue = "8s") Duration drainTimeout,
        @Bindable(defaultValue = "7d") Duration deleteMemory,
        @Bindable(defaultValue = "1000") int breakerWindow,
        @Bindable(defaultValue = "100") int breakerLeast,
        @Bindable(defaultValue = "0.5") double breakerRatio,
        @Bindable(defaultValue = "30s") Duration breakerPause,
        @Bindable(defaultValue = "afterimage.dead-letters") String deadLetterTopic,
        @Bindable(defaultValue = "afterimage.outcomes") String outcomeTopic,
        @Bindable(defaultValue = "afterimage-control") String controlIndex,
        @Nullable String secret) {

    public IndexerProperties {
        require(bulkBytes >= 1_000 && bulkBytes <= 50_000_000, "bulk-bytes is 1000 to 50000000");
        require(bulkOperations >= 1 && bulkOperations <= 10_000, "bulk-operations is 1 to 10000");
        require(bulksInFlight >= 1 && bulksInFlight <= 16, "bulks-in-flight is 1 to 16");
        require(!linger.isNegative() && linger.toMillis() <= 1_000, "linger is 0 to 1s");
        require(heldBytes > 0 && heldRecords > 0, "held-bytes and held-records are above 0");
        require(
                commitInterval.toMillis() >= 50 && commitInterval.toMillis() <= 60_000,
                "commit-interval is 50ms to 60s");
        require(drainTimeout.toMillis() >= 1_000 && drainTimeout.toMillis() <= 60_000, "drain-timeout is 1s to 60s");
        require(deleteMemory.toMillis() > 0, "delete-memory is above 0");
        require(breakerWindow > 0 && breakerLeast > 0, "breaker-window and breaker-least are above 0");
        require(breakerRatio > 0 && breakerRatio <= 1, "breaker-ratio is above 0 to 1");
    }

    private static void require(boolean held, String rule) {
        if (!held) {
            throw new ConfigurationException("afterimage.indexer." + rule);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "IndexerProperties[dead letters to " + deadLetterTopic + ", outcomes to " + outcomeTopic
                + ", control index " + controlIndex + "]";
    }
}
