package dev.afterimage.dlq.console;

import dev.afterimage.dlq.parking.CauseGroup;
import dev.afterimage.dlq.parking.Causes;
import dev.afterimage.dlq.parking.Depth;
import dev.afterimage.dlq.parking.Entries;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the first page. Counting takes longer the more is parked, so that a count is shown again for twenty times as long as it took
 * (half a minute at most): looking costs the database a twentieth of its time, however many look. Thread-safe.
 */
@Singleton
final class Board {
    private static final int CAUSES = 100;
    private static final int TIMES = 20;
    private static final long MOST_NANOS = 30_000_000_000L;

    /** What was counted, and when. */
    record Figures(List<CauseGroup> causes, List<Depth> depths, Instant at) {}

    private record Count(Figures figures, long takenAt, long freshFor) {}

    private final Supplier<Figures> counting;
    private final LongSupplier nanos;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable Count last;

    @Inject
    Board(Causes causes, Entries entries) {
        this(() -> new Figures(causes.groups(CAUSES), entries.depths(), Instant.now()), System::nanoTime);
    }

    Board(Supplier<Figures> counting, LongSupplier nanos) {
        this.counting = counting;
        this.nanos = nanos;
    }

    /** The figures as counted now or a little ago; while one caller counts, others get what was counted before. */
    Figures figures() {
        Count known = last;
        if (known != null && (fresh(known) || turn.isLocked())) {
            return known.figures();
        }
        turn.lock();
        try {
            Count meanwhile = last;
            return meanwhile != null && fresh(meanwhile) ? meanwhile.figures() : count();
        } finally {
            turn.unlock();
        }
    }

    private Figures count() {
        long began = nanos.getAsLong();
        Figures counted = counting.get();
        long ended = nanos.getAsLong();
        last = new Count(counted, ended, Math.min(MOST_NANOS, TIMES * (ended - began)));
        return counted;
    }

    private boolean fresh(Count count) {
        return nanos.getAsLong() - count.takenAt() < count.freshFor();
    }
}
