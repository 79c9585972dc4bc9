package dev.afterimage.indexer.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A position watch for each source whose events come in one partition. Not thread-safe. */
public final class PositionWatches {
    private final Map<String, PositionWatch> bySource = new HashMap<>();

    public PositionWatch of(String source) {
        return bySource.getOrDefault(source, PositionWatch.NEW);
    }

    public void put(String source, PositionWatch watch) {
        bySource.put(source, watch);
    }

    /** The highest commit position seen, of whatever source; -1 if none was. */
    public long highest() {
        return bySource.values().stream().mapToLong(PositionWatch::commit).max().orElse(-1);
    }

    /** For the metadata of a committed offset: a line per source. */
    public String encode() {
        StringBuilder lines = new StringBuilder();
        bySource.forEach((source, watch) ->
                lines.append(watch.encode()).append(' ').append(source).append('\n'));
        return lines.toString();
    }

    /** Reads what {@link #encode} wrote; lines that are something else are passed over. */
    public static PositionWatches decode(String metadata) {
        PositionWatches watches = new PositionWatches();
        metadata.lines().forEach(line -> {
            String[] parts = line.split(" ", 5);
            if (parts.length == 5) {
                Optional<PositionWatch> watch =
                        PositionWatch.decode(String.join(" ", parts[0], parts[1], parts[2], parts[3]));
                watch.ifPresent(known -> watches.put(parts[4], known));
            }
        });
        return watches;
    }
}
