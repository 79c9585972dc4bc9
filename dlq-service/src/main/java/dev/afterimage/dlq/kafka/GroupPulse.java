package dev.afterimage.dlq.kafka;

import dev.afterimage.support.loop.LoopState;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;

/** Tells by a consumer's heartbeats whether its group's coordinator answers; a poll alone does not tell. Used by the consumer's thread. */
public final class GroupPulse {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private final Consumer<?, ?> consumer;
    private @Nullable Metric heartbeat;

    public GroupPulse(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /** Tells the loop's state: well while the coordinator answers, ailing after a silence, nothing before the group was joined. */
    public void tell(LoopState state) {
        double seconds = secondsSilent();
        if (seconds > LONGEST_SILENCE.toSeconds()) {
            state.ails("the broker has not answered for " + (long) seconds + " s");
        } else if (seconds >= 0) {
            state.well();
        }
    }

    private double secondsSilent() {
        Metric found = heartbeat;
        if (found == null) {
            found = consumer.metrics().entrySet().stream()
                    .filter(entry -> entry.getKey().name().equals("last-heartbeat-seconds-ago"))
                    .map(entry -> (Metric) entry.getValue())
                    .findFirst()
                    .orElse(null);
            heartbeat = found;
        }
        return found != null && found.metricValue() instanceof Number told ? told.doubleValue() : -1;
    }
}
