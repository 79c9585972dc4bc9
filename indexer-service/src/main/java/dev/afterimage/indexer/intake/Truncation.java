package dev.afterimage.indexer.intake;

import dev.afterimage.indexer.plan.Backoff;
import dev.afterimage.indexer.plan.Settlement;
import dev.afterimage.indexer.plan.Ticket;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties a table at the position of its truncate.
 *
 * <p>The floor counts in this instance at once and is made durable for the others; when the bodies that were under way have been answered,
 * everything below it is turned into tombstones. The record is settled only then, so a crash repeats it. Confined to the worker.
 */
final class Truncation {
    private static final Logger LOG = LoggerFactory.getLogger(Truncation.class);
    private static final Backoff BACKOFF = new Backoff(200, 15_000);

    private final Sink sink;
    private final Parking parking;
    private final Writing writing;
    private final Mailbox mailbox;
    private final Timers timers;
    private final RandomGenerator random;
    private int underWay;

    Truncation(Sink sink, Parking parking, Writing writing, Mailbox mailbox, Timers timers, RandomGenerator random) {
        this.sink = sink;
        this.parking = parking;
        this.writing = writing;
        this.mailbox = mailbox;
        this.timers = timers;
        this.random = random;
    }

    int underWay() {
        return underWay;
    }

    void begin(Ticket ticket, Table table, long version) {
        LOG.info("Truncating {} below version {} for {}", table.index(), version, ticket.at());
        table.raiseFloor(version);
        underWay++;
        writing.afterAnswersUnderWay(() -> attempt(ticket, table, version, 0));
    }

    private void attempt(Ticket ticket, Table table, long version, int attempt) {
        sink.raiseFloor(table.place(), version)
                .thenCompose(ignored -> sink.sweep(table.place(), version))
                .whenComplete((ignored, error) -> mailbox.put(() -> {
                    if (error == null) {
                        underWay--;
                        table.swept(version);
                        parking.settle(ticket, Settlement.APPLIED);
                        return;
                    }
                    LOG.warn(
                            "Truncating {} did not get through (attempt {}), trying again: {}",
                            table.index(),
                            attempt + 1,
                            Failures.of(error).getMessage());
                    timers.after(BACKOFF.pauseMs(attempt, random), () -> attempt(ticket, table, version, attempt + 1));
                }));
    }
}
