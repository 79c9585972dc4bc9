package dev.afterimage.dlq.decision;

import dev.afterimage.dlq.redrive.Road;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a release would take.
 *
 * @param parts by consumer group, the largest first
 */
public record DryRun(List<Part> parts) {
    /**
     * Entries of one consumer group.
     *
     * @param road where they would be sent
     * @param count how many could be sent
     * @param attention how many of them wait for a person
     */
    public record Part(@Nullable String group, Road road, long count, long attention) {}

    public DryRun {
        parts = List.copyOf(parts);
    }

    public long total() {
        return parts.stream().mapToLong(Part::count).sum();
    }

    /** How many of them have a road. */
    public long sendable() {
        return parts.stream()
                .filter(part -> !(part.road() instanceof Road.None))
                .mapToLong(Part::count)
                .sum();
    }

    /** Whether some go to consumers that do not answer. */
    public boolean foreign() {
        return parts.stream().anyMatch(part -> part.road() instanceof Road.Foreign);
    }
}
