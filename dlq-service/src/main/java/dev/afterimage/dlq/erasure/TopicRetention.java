package dev.afterimage.dlq.erasure;

import dev.afterimage.support.vital.Condition;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges whether a topic of ours loses what it holds in time. Pure. */
final class TopicRetention {
    private TopicRetention() {}

    /**
     * What ails a topic, or nothing.
     *
     * @param settings the topic's settings as the broker tells them
     * @param deadline within which a record must be gone
     */
    static Optional<Condition> ailment(String topic, Map<String, String> settings, Duration deadline) {
        String policy = settings.getOrDefault("cleanup.policy", "delete");
        if (policy.contains("compact")) {
            return Optional.of(ailing(
                    topic,
                    "it is compacted, so what it holds of an erased key has no end",
                    "set its cleanup.policy to delete"));
        }
        long retention = millis(settings.get("retention.ms"));
        if (retention < 0) {
            return Optional.of(ailing(
                    topic,
                    "its records are kept without end",
                    "set its retention.ms so that with segment.ms it stays within " + deadline));
        }
        // A record goes with its segment, and a segment may be open for segment.ms after the record came.
        long segment = Math.max(0, millis(settings.get("segment.ms")));
        return retention > deadline.toMillis() - Math.min(segment, deadline.toMillis())
                ? Optional.of(ailing(
                        topic,
                        "its records are kept up to " + Duration.ofMillis(retention) + " and their segment "
                                + Duration.ofMillis(segment) + " more, which is longer than the erasure deadline of "
                                + deadline,
                        "lower its retention.ms or segment.ms, or raise afterimage.dlq.erasure-deadline"))
                : Optional.empty();
    }

    private static Condition ailing(String topic, String why, String remedy) {
        return new Condition.Ailing("erasure from topic " + topic, why, remedy);
    }

    private static long millis(@Nullable String setting) {
        try {
            return setting == null ? 0 : Long.parseLong(setting);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
