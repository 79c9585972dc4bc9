package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.watch.judge.Level;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.Sign;
import dev.afterimage.reconciler.watch.judge.Words;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest reading of every vital sign. Thread-safe. */
@Singleton
public final class Board {
    private static final Logger LOG = LoggerFactory.getLogger(Board.class);
    /** Subjects of one sign that are kept, the worst first; it bounds the metrics too. */
    static final int MOST = 500;

    private final Map<Sign, Map<String, Standing>> bySign = new EnumMap<>(Sign.class);

    /** Takes what a sign's reader has read; what it does not name any more is forgotten. */
    synchronized void put(Sign sign, List<Reading> readings, Instant now) {
        Map<String, Standing> before = bySign.getOrDefault(sign, Map.of());
        Map<String, Standing> after = new HashMap<>();
        readings.stream()
                .sorted((one, other) -> other.level().compareTo(one.level()))
                .limit(MOST)
                .forEach(
                        reading -> after.put(reading.subject(), standing(before.get(reading.subject()), reading, now)));
        bySign.put(sign, after);
    }

    private static Standing standing(@Nullable Standing before, Reading reading, Instant now) {
        Level was = before == null ? Level.OK : before.reading().level();
        if (before != null && was == reading.level()) {
            return new Standing(reading, before.since());
        }
        if (was != reading.level()) {
            // Without what is the case: a trace of Kafka Connect may quote a row.
            LOG.info(
                    "The vital sign {} {} is {} now; GET /api/v1/watch tells why",
                    reading.sign().word(),
                    Words.firstLine(reading.subject()),
                    reading.level());
        }
        return new Standing(reading, now);
    }

    /** Everything that is known, the worst first. */
    public synchronized List<Standing> all() {
        List<Standing> all = new ArrayList<>();
        bySign.values().forEach(some -> all.addAll(some.values()));
        all.sort(Standing.WORST_FIRST);
        return all;
    }
}
