package dev.afterimage.indexer.dryrun;

import java.time.Duration;

/** Judges topics by what the indexer needs of them. Pure. */
public final class TopicRules {
    private final Duration leastRetention;
    private final Duration deleteMemory;

    /**
     * @param leastRetention how long records should be kept at least, so that an outage costs time only
     * @param deleteMemory how long the indexer remembers deletes
     */
    public TopicRules(Duration leastRetention, Duration deleteMemory) {
        this.leastRetention = leastRetention;
        this.deleteMemory = deleteMemory;
    }

    /** Notes what is hazardous about a topic. */
    public void judge(TopicFacts facts, Hazards hazards) {
        history(facts, hazards);
        String cleanup = facts.cleanup();
        if (cleanup != null && cleanup.contains("compact")) {
            hazards.note(
                    HazardKind.TOPIC,
                    facts.topic(),
                    "it is compacted (cleanup.policy=" + cleanup
                            + "): images that later partial ones are completed from may be gone",
                    "set cleanup.policy=delete, or REPLICA IDENTITY FULL on tables with large columns",
                    "");
        }
        Long retention = facts.retentionMs();
        if (retention == null || cleanup != null && !cleanup.contains("delete")) {
            return;
        }
        if (retention >= 0 && retention < leastRetention.toMillis()) {
            hazards.note(
                    HazardKind.TOPIC,
                    facts.topic(),
                    "records are kept for " + words(retention) + " only: an outage that is longer loses changes",
                    "raise retention.ms to " + words(leastRetention.toMillis()) + " or more",
                    "");
        }
        if (retention < 0 || retention > deleteMemory.toMillis()) {
            hazards.note(
                    HazardKind.TOPIC,
                    facts.topic(),
                    "records are kept " + (retention < 0 ? "for ever" : "for " + words(retention))
                            + ", longer than deletes are remembered (" + words(deleteMemory.toMillis())
                            + "): a rewind beyond that could bring deleted rows back until their delete comes again",
                    "set afterimage.indexer.delete-memory to the topic's retention, or shorten that",
                    "");
        }
    }

    private static void history(TopicFacts facts, Hazards hazards) {
        for (TopicFacts.Span span : facts.partitions()) {
            if (span.begin() > 0) {
                hazards.note(
                        HazardKind.HISTORY,
                        facts.topic(),
                        "older records are gone: rows that have not changed since are not in it",
                        "after the start take an incremental snapshot of the table",
                        "partition " + span.partition() + " begins at offset " + span.begin());
            }
        }
    }

    private static String words(long ms) {
        Duration time = Duration.ofMillis(ms);
        if (time.toDays() > 0 && time.equals(Duration.ofDays(time.toDays()))) {
            return time.toDays() + "d";
        }
        return time.toHours() > 0 && time.equals(Duration.ofHours(time.toHours()))
                ? time.toHours() + "h"
                : time.toSeconds() + "s";
    }
}
