package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.indexer.park.DeadLetterDesk;
import dev.afterimage.indexer.park.ParkedKey;
import dev.afterimage.indexer.plan.Backoff;
import dev.afterimage.indexer.plan.Settlement;
import dev.afterimage.indexer.plan.Ticket;
import dev.afterimage.indexer.status.PipelineEvents;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks records and answers for redriven ones; a ticket is settled only when that is durable.
 *
 * <p>A redriven record that fails again is answered, not parked once more: it is among the dead letters still. Where the topic of dead
 * letters cannot be written, the ticket stays open and it is tried again, so nothing is committed past it. Confined to the worker.
 */
final class Parking {
    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);
    private static final Backoff BACKOFF = new Backoff(200, 30_000);

    private final DeadLetterDesk desk;
    private final Sink sink;
    private final PipelineEvents events;
    private final Timers timers;
    private final Mailbox mailbox;
    private final Clock clock;
    private final RandomGenerator random;
    private final Map<String, Integer> underWay = new HashMap<>();
    private int failing;
    private long parked;

    Parking(
            DeadLetterDesk desk,
            Sink sink,
            PipelineEvents events,
            Timers timers,
            Mailbox mailbox,
            Clock clock,
            RandomGenerator random) {
        this.desk = desk;
        this.sink = sink;
        this.events = events;
        this.timers = timers;
        this.mailbox = mailbox;
        this.clock = clock;
        this.random = random;
    }

    /** Whether dead letters or outcomes cannot be written at the moment. */
    boolean troubled() {
        return failing > 0;
    }

    /** Whether an event of a key is on its way to the dead letters, so that its mark may not be there yet. */
    boolean parking(String parkedKey) {
        return underWay.containsKey(parkedKey);
    }

    long parked() {
        return parked;
    }

    /**
     * Parks a record.
     *
     * @param version the event's version, or {@link Sink.ParkedMark#UNKNOWN}
     * @param done called on the worker when the ticket is settled
     */
    void park(Ticket ticket, String stage, EventFailure failure, long version, Runnable done) {
        String key = ParkedKey.of(ticket.at().topic(), ticket.record().key());
        if (key != null) {
            underWay.merge(key, 1, Integer::sum);
        }
        if (ticket.redrive() == null) {
            LOG.warn("Parking {} at {}: {} {}", ticket.at(), stage, failure.category(), failure.getMessage());
        }
        untilDone(
                0,
                "park " + ticket.at(),
                () -> {
                    if (ticket.redrive() != null) {
                        return desk.answer(Outcome.failed(ticket.redrive(), desk.group(), failure, clock.instant()));
                    }
                    CompletionStage<Void> sent =
                            desk.park(ticket.record(), ticket.at(), stage, failure, clock.instant());
                    return key == null
                            ? sent
                            : sent.thenCompose(
                                    ignored -> sink.markParked(key, new Sink.ParkedMark(ticket.at(), version)));
                },
                () -> {
                    parked++;
                    events.parked(failure.category());
                    if (key != null) {
                        underWay.computeIfPresent(key, (name, count) -> count == 1 ? null : count - 1);
                    }
                    ticket.ledger().settle(ticket, Settlement.PARKED);
                    done.run();
                });
    }

    /** Settles a ticket that was not parked; a redriven one is answered before. */
    void settle(Ticket ticket, Settlement as) {
        if (ticket.redrive() == null) {
            ticket.ledger().settle(ticket, as);
            return;
        }
        Outcome outcome = as == Settlement.APPLIED
                ? Outcome.applied(ticket.redrive(), desk.group(), clock.instant())
                : Outcome.superseded(
                        ticket.redrive(),
                        desk.group(),
                        as == Settlement.FILTERED
                                ? "it changes no indexed row"
                                : "the index holds something at least as new",
                        clock.instant());
        String key = ParkedKey.of(ticket.at().topic(), ticket.record().key());
        untilDone(
                0,
                "answer " + ticket.at(),
                () -> {
                    CompletionStage<Void> unmarked =
                            key == null ? CompletableFuture.completedStage(null) : sink.unmarkParked(key, ticket.at());
                    return unmarked.thenCompose(ignored -> desk.answer(outcome));
                },
                () -> ticket.ledger().settle(ticket, as));
    }

    /** Some durable step that is repeated until it succeeds. */
    @FunctionalInterface
    private interface Step {
        CompletionStage<Void> begin();
    }

    private void untilDone(int attempt, String what, Step step, Runnable then) {
        CompletionStage<Void> stage;
        try {
            stage = step.begin();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedStage(e);
        }
        stage.whenComplete((ignored, error) -> mailbox.put(() -> {
            if (error == null) {
                failing -= attempt > 0 ? 1 : 0;
                then.run();
                return;
            }
            failing += attempt == 0 ? 1 : 0;
            if (attempt < 3 || attempt % 10 == 0) {
                LOG.error(
                        "{}: cannot {} (attempt {}), trying again: {}",
                        FailureCategory.PARKING_UNAVAILABLE,
                        what,
                        attempt + 1,
                        String.valueOf(error.getMessage()));
            }
            timers.after(BACKOFF.pauseMs(attempt, random), () -> untilDone(attempt + 1, what, step, then));
        }));
    }
}
