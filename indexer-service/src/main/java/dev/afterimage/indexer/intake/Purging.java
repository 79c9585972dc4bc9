package dev.afterimage.indexer.intake;

import dev.afterimage.indexer.document.DeleteMode;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets tombstones go when nothing that old can come back, a bounded number at a time. Confined to the worker. */
final class Purging {
    private static final Logger LOG = LoggerFactory.getLogger(Purging.class);
    private static final long LONGEST_PAUSE_MS = 600_000;
    private static final long SHORTEST_PAUSE_MS = 1_000;

    private final Sink sink;
    private final Tables tables;
    private final Timers timers;
    private final Mailbox mailbox;
    private final Clock clock;
    private final long horizonMs;

    Purging(Sink sink, Tables tables, Timers timers, Mailbox mailbox, Clock clock, long horizonMs) {
        this.sink = sink;
        this.tables = tables;
        this.timers = timers;
        this.mailbox = mailbox;
        this.clock = clock;
        this.horizonMs = horizonMs;
    }

    /** Looks now and then on, often enough that a tombstone outlives the horizon by a tenth of it at most. */
    void start() {
        timers.after(Math.clamp(horizonMs / 10, SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS), () -> {
            tables.all().stream()
                    .filter(table -> table.options().deletes() == DeleteMode.HARD && table.ready(null))
                    .forEach(this::purge);
            start();
        });
    }

    private void purge(Table table) {
        sink.purge(table.index(), clock.millis() - horizonMs)
                .whenComplete((removed, error) -> mailbox.put(() -> {
                    if (error != null) {
                        LOG.warn(
                                "Old tombstones of {} stay for now: {}",
                                table.index(),
                                Failures.of(error).getMessage());
                    } else if (removed > 0) {
                        LOG.info("Removed {} old tombstones of {}", removed, table.index());
                    }
                }));
    }
}
