package dev.afterimage.dlq.erasure;

import dev.afterimage.dlq.config.DlqProperties;
import dev.afterimage.support.vital.Concern;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.support.vital.Vital;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Advises where our own topics would keep what was erased for too long; silent while no erasure is configured. Thread-safe. */
@Singleton
final class OwnTopics implements Vital {
    private final Duration deadline;
    private final boolean erasing;
    private volatile List<Condition> conditions = List.of();

    OwnTopics(DlqProperties properties) {
        this.deadline = properties.erasureDeadline();
        this.erasing = !properties.erasureTables().isEmpty()
                || !properties.erasureCascades().isEmpty();
    }

    boolean erasing() {
        return erasing;
    }

    /** @param settings of each topic as the broker tells them */
    void seen(Map<String, Map<String, String>> settings) {
        conditions = new TreeMap<>(settings)
                .entrySet().stream()
                        .map(topic -> TopicRetention.ailment(topic.getKey(), topic.getValue(), deadline))
                        .flatMap(Optional::stream)
                        .toList();
    }

    @Override
    public Concern concern() {
        return Concern.ADVICE;
    }

    @Override
    public List<Condition> conditions() {
        return conditions;
    }
}
