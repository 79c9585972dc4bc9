package dev.afterimage.reconciler.doctor.check;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A topic's settings.
 *
 * @param events whether a table's change events are on it; else dead letters or redrives
 * @param compacted whether it is compacted
 * @param retention how long it keeps records; null for ever
 */
public record TopicFacts(
        String topic,
        boolean events,
        boolean compacted,
        @Nullable Duration retention) {}
