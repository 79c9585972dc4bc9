package dev.afterimage.dlq.parking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All entries of one cause in numbers.
 *
 * @param standings where they stand
 * @param hours how many failed in each of the last 24 hours, the oldest first
 * @param first when the first of them failed, or null when there is none
 * @param last when the last of them failed, or null when there is none
 */
public record CauseFigures(
        List<Standing> standings,
        List<Long> hours,
        @Nullable Instant first,
        @Nullable Instant last) {
    static final CauseFigures NONE = new CauseFigures(List.of(), Collections.nCopies(Causes.HOURS, 0L), null, null);

    /** How many entries stand in one state; those that are over, by how they ended. */
    public record Standing(String state, @Nullable String resolution, long count) {}

    public CauseFigures {
        standings = List.copyOf(standings);
        hours = List.copyOf(hours);
    }

    /** How many could be sent again. */
    public long sendable() {
        return standings.stream()
                .filter(standing -> !standing.state().equals(EntryState.RESOLVED.text())
                        && !standing.state().equals(EntryState.SENT.text()))
                .mapToLong(Standing::count)
                .sum();
    }

    /** The figures with more entries of one state, one end and one hour. */
    CauseFigures plus(
            String state, @Nullable String resolution, int hour, long count, Instant earliest, Instant latest) {
        List<Standing> all = new ArrayList<>();
        long before = 0;
        for (Standing standing : standings) {
            if (standing.state().equals(state) && Objects.equals(standing.resolution(), resolution)) {
                before = standing.count();
            } else {
                all.add(standing);
            }
        }
        all.add(new Standing(state, resolution, before + count));
        List<Long> more = new ArrayList<>(hours);
        if (hour > 0) {
            more.set(hour - 1, more.get(hour - 1) + count);
        }
        return new CauseFigures(
                all,
                more,
                first == null || earliest.isBefore(first) ? earliest : first,
                last == null || latest.isAfter(last) ? latest : last);
    }
}
