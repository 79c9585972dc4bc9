package dev.afterimage.reconciler.history;

import dev.afterimage.reconciler.compare.Kind;
import dev.afterimage.reconciler.config.Depth;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found of one table.
 *
 * @param table as {@code schema.table}
 * @param index its index, or null if the table could not be read at all
 * @param state how it ended
 * @param depth how deep it was compared
 * @param rows rows at the first look's position, without those that changed since; null if it did not come so far
 * @param documents live documents, likewise
 * @param changed keys left out at the first look, since they changed after its position
 * @param inFlight suspects that kept changing, so that nothing can be said of them
 * @param moved rows and documents that had to be fetched for the first look
 * @param counts how many differences of each kind
 * @param repaired how many of them were repaired
 * @param tolerated whether there are no more of them than the table's tolerance allows
 * @param notVerified columns that were not compared, each with the reason
 * @param reason why it is inconclusive or failed, or what else a person should know
 * @param findings the differences, as many as are kept
 */
public record TableReport(
        String table,
        @Nullable String index,
        RunState state,
        Depth depth,
        @Nullable Long rows,
        @Nullable Long documents,
        long changed,
        long inFlight,
        long moved,
        Map<Kind, Long> counts,
        long repaired,
        boolean tolerated,
        List<String> notVerified,
        @Nullable String reason,
        Instant startedAt,
        Instant endedAt,
        List<Finding> findings) {
    public TableReport {
        counts = new EnumMap<>(counts.isEmpty() ? new EnumMap<>(Kind.class) : counts);
        notVerified = List.copyOf(notVerified);
        findings = List.copyOf(findings);
    }

    public long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** All differences. */
    public long differences() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** A table of which nothing can be said. */
    public static TableReport without(
            String table,
            @Nullable String index,
            RunState state,
            Depth depth,
            String reason,
            Instant from,
            Instant to) {
        return new TableReport(
                table, index, state, depth, null, null, 0, 0, 0, Map.of(), 0, false, List.of(), reason, from, to,
                List.of());
    }
}
