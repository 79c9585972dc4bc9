package dev.afterimage.dlq.config;

import dev.afterimage.dlq.letter.Coordinates;
import dev.afterimage.dlq.letter.Relation;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How dead letters are taken in, tried again and kept.
 *
 * @param deadLetterTopics the topics that are read, ours and those of other consumers; the dialect is told by each letter's headers
 * @param outcomeTopic where consumer groups answer for redriven records
 * @param consumerGroup the consumer group of all instances
 * @param foreignTopics entries {@code group=topic}: where records of consumers that do not read our redrive topics are sent; the name
 *     {@code *} stands for all groups not named
 * @param readers threads that read and park dead letters, each with partitions of its own, 1 to 8
 * @param batchRecords dead letters parked in one transaction, 1 to 10,000
 * @param batchBytes bytes parked in one transaction, 1 MB to 100 MB
 * @param pollInterval how often due entries are looked for, 10 ms to 10 s
 * @param claim entries claimed at once, 1 to 10,000
 * @param inFlight redriven records without an outcome at most; claims pause above, 1 to 1,000,000
 * @param lease how long an outcome is waited for before the record is sent again, 10 s to 1 h
 * @param retention how long resolved entries are kept, 1 h or more
 * @param floodPerMinute dead letters a minute from which the inflow counts as a flood
 * @param maskedFields names of members that pages and API show as {@code ***}, at any depth
 * @param erasureTables topics of tables whose deleted rows are forgotten here too: what is parked of the deleted key is destroyed
 * @param erasureCascades entries {@code child.topic:column=parent.topic} or {@code child.topic:column=parent.topic:key-column}: when a key
 *     of the parent is erased, so is every key of the child whose parked event holds the parent's key in that column; the key's column is
 *     named where the parent's key has several
 * @param erasureDeadline within which our own topics must have lost what was erased, 1 h or more; health advises where a topic's retention
 *     is longer or it is compacted, once erasure is configured
 */
@ConfigurationProperties("afterimage.dlq")
public record DlqProperties(
        @Bindable(defaultValue = "afterimage.dead-letters") List<String> deadLetterTopics,
        @Bindable(defaultValue = "afterimage.outcomes") String outcomeTopic,
        @Bindable(defaultValue = "afterimage-dlq") String consumerGroup,
        @Bindable(defaultValue = "") List<String> foreignTopics,
        @Bindable(defaultValue = "2") int readers,
        @Bindable(defaultValue = "2000") int batchRecords,
        @Bindable(defaultValue = "16000000") int batchBytes,
        @Bindable(defaultValue = "100ms") Duration pollInterval,
        @Bindable(defaultValue = "1000") int claim,
        @Bindable(defaultValue = "10000") int inFlight,
        @Bindable(defaultValue = "2m") Duration lease,
        @Bindable(defaultValue = "30d") Duration retention,
        @Bindable(defaultValue = "1000") int floodPerMinute,
        @Bindable(defaultValue = "") List<String> maskedFields,
        @Bindable(defaultValue = "") List<String> erasureTables,
        @Bindable(defaultValue = "") List<String> erasureCascades,
        @Bindable(defaultValue = "30d") Duration erasureDeadline) {
    public DlqProperties {
        deadLetterTopics = clean(deadLetterTopics);
        foreignTopics = clean(foreignTopics);
        maskedFields = clean(maskedFields);
        erasureTables = clean(erasureTables);
        erasureCascades = clean(erasureCascades);
        require(
                !deadLetterTopics.isEmpty() && deadLetterTopics.stream().allMatch(Coordinates::isTopic),
                "dead-letter-topics names one topic or more");
        require(Coordinates.isTopic(outcomeTopic), "outcome-topic is a topic's name");
        require(!consumerGroup.isBlank(), "consumer-group is not blank");
        require(readers >= 1 && readers <= 8, "readers is 1 to 8");
        require(batchRecords >= 1 && batchRecords <= 10_000, "batch-records is 1 to 10000");
        require(batchBytes >= 1_000_000 && batchBytes <= 100_000_000, "batch-bytes is 1000000 to 100000000");
        require(within(pollInterval, 10, 10_000), "poll-interval is 10ms to 10s");
        require(claim >= 1 && claim <= 10_000, "claim is 1 to 10000");
        require(inFlight >= 1 && inFlight <= 1_000_000, "in-flight is 1 to 1000000");
        require(within(lease, 10_000, 3_600_000), "lease is 10s to 1h");
        require(retention.toHours() >= 1, "retention is 1h or more");
        require(floodPerMinute >= 1, "flood-per-minute is 1 or more");
        require(erasureTables.stream().allMatch(Coordinates::isTopic), "erasure-tables names topics");
        require(erasureDeadline.toHours() >= 1, "erasure-deadline is 1h or more");
        foreign(foreignTopics);
        relations(erasureCascades);
    }

    /** Which tables' rows name the keys of others. */
    public List<Relation> relations() {
        return relations(erasureCascades);
    }

    private static List<Relation> relations(List<String> entries) {
        try {
            return entries.stream().map(Relation::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "afterimage.dlq.erasure-cascades has entries child.topic:column=parent.topic"
                            + " or child.topic:column=parent.topic:key-column",
                    e);
        }
    }

    /** Where records of a group go that does not read our redrive topics, by group. */
    public Map<String, String> foreign() {
        return foreign(foreignTopics);
    }

    private static Map<String, String> foreign(List<String> entries) {
        Map<String, String> topics = new HashMap<>();
        for (String entry : entries) {
            int sign = entry.lastIndexOf('=');
            String topic = entry.substring(sign + 1).strip();
            require(sign > 0 && Coordinates.isTopic(topic), "foreign-topics has entries group=topic");
            topics.put(entry.substring(0, sign).strip(), topic);
        }
        return Map.copyOf(topics);
    }

    private static boolean within(Duration duration, long least, long most) {
        return duration.toMillis() >= least && duration.toMillis() <= most;
    }

    private static List<String> clean(List<String> given) {
        return given.stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
    }

    private static void require(boolean held, String rule) {
        if (!held) {
            throw new ConfigurationException("afterimage.dlq." + rule);
        }
    }
}
