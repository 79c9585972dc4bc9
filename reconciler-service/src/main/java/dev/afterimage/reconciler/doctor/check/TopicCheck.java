package dev.afterimage.reconciler.doctor.check;

import dev.afterimage.reconciler.watch.judge.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Does a topic keep records for as long as they are needed, and no longer than deletes are remembered? Pure. */
public final class TopicCheck {
    private static final Duration SHORT = Duration.ofDays(1);

    private TopicCheck() {}

    /** @param deleteMemory how long the indexer remembers deletes */
    public static List<Finding> of(TopicFacts topic, Duration deleteMemory) {
        List<Finding> findings = new ArrayList<>();
        Duration retention = topic.retention();
        if (!topic.events()) {
            if (topic.compacted()) {
                findings.add(finding(
                        Severity.CRITICAL,
                        topic,
                        "it is compacted: records of different tables with the same key bytes remove each other",
                        "set cleanup.policy=delete"));
            }
            return findings;
        }
        if (topic.compacted()) {
            findings.add(finding(
                    Severity.WARNING,
                    topic,
                    "it is compacted: truncates and the history that a replay needs go away, creates of deleted rows may stay for longer than deletes are remembered",
                    "set cleanup.policy=delete with a retention of " + Words.time(deleteMemory)));
        }
        if (retention == null || retention.compareTo(deleteMemory) > 0) {
            findings.add(finding(
                    Severity.WARNING,
                    topic,
                    "it keeps records " + (retention == null ? "for ever" : "for " + Words.time(retention))
                            + ", and the indexer remembers deletes for " + Words.time(deleteMemory)
                            + ": a replay from its beginning may bring deleted rows back",
                    "set retention.ms to the indexer's delete-memory, or raise that"));
        } else if (retention.compareTo(SHORT) < 0) {
            findings.add(finding(
                    Severity.WARNING,
                    topic,
                    "it keeps records for " + Words.time(retention)
                            + " only: an indexer that stands still for longer loses some",
                    "set retention.ms to several days"));
        }
        return findings;
    }

    private static Finding finding(Severity severity, TopicFacts topic, String what, String remedy) {
        return new Finding(severity, "topics", topic.topic(), what, remedy);
    }
}
