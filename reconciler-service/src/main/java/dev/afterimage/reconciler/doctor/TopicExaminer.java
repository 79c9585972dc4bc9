package dev.afterimage.reconciler.doctor;

import dev.afterimage.reconciler.config.ReconcilerProperties;
import dev.afterimage.reconciler.config.WatchProperties;
import dev.afterimage.reconciler.doctor.check.Finding;
import dev.afterimage.reconciler.doctor.check.TopicCheck;
import dev.afterimage.reconciler.doctor.check.TopicFacts;
import dev.afterimage.reconciler.watch.Topics;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The topics: of the tables, of dead letters, of redrives. */
@Singleton
final class TopicExaminer implements Examiner {
    private static final String DEAD_LETTERS = "afterimage.dead-letters";
    private static final String REDRIVES = "afterimage.redrive.";

    private final Topics topics;
    private final ReconcilerProperties reconciler;
    private final WatchProperties properties;

    TopicExaminer(Topics topics, ReconcilerProperties reconciler, WatchProperties properties) {
        this.topics = topics;
        this.reconciler = reconciler;
        this.properties = properties;
    }

    @Override
    public String part() {
        return "topics";
    }

    @Override
    public List<Finding> examine() throws InterruptedException {
        Set<String> events = new HashSet<>(topics.ofTables().values());
        Set<String> asked = new HashSet<>(events);
        asked.addAll(topics.existing(
                List.of(DEAD_LETTERS, REDRIVES + reconciler.indexerGroup(), reconciler.outcomeTopic())));
        List<Finding> findings = new ArrayList<>();
        topics.settings(asked)
                .forEach((topic, config) -> findings.addAll(
                        TopicCheck.of(facts(topic, events.contains(topic), config), properties.deleteMemory())));
        return findings;
    }

    private static TopicFacts facts(String topic, boolean events, Topics.Keeping keeping) {
        Duration retention = keeping.retention();
        return new TopicFacts(topic, events, keeping.compacted(), retention);
    }
}
