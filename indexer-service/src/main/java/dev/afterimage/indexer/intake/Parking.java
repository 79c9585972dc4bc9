package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.indexer.park.LetterDesk;
import dev.afterimage.indexer.park.ParkedKey;
import dev.afterimage.indexer.plan.Backoff;
import dev.afterimage.indexer.plan.ParkedMark;
import dev.afterimage.indexer.plan.Settlement;
import dev.afterimage.indexer.plan.Ticket;
import dev.afterimage.indexer.status.PipelineEvents;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
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

    /** A record on its way to the dead letters. */
    private record Parked(Ticket ticket, ParkedMark mark) {}

    private static final int LINES = 20;
    private static final long SPAN_MS = 10_000;

    private final LetterDesk desk;
    private final Sink sink;
    private final PipelineEvents events;
    private final Timers timers;
    private final Mailbox mailbox;
    private final Clock clock;
    private final RandomGenerator random;
    private final Map<String, List<Parked>> underWay = new HashMap<>();
    private final Map<String, ArrayDeque<Runnable>> parkedNext = new HashMap<>();
    private final Map<String, List<ParkedMark>> sinceRead = new HashMap<>();
    private final LogBudget lines = new LogBudget(LINES, SPAN_MS);
    private final LogBudget troubles = new LogBudget(LINES, SPAN_MS);
    private boolean reading;
    private int failing;
    private long parked;

    Parking(
            LetterDesk desk,
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

    /** From here on it is remembered what is on its way to the dead letters: the marks that are being read may lack it. */
    void beginRead() {
        reading = true;
        underWay.forEach((key, all) -> all.forEach(each -> since(key, each.mark())));
    }

    private void since(String key, ParkedMark mark) {
        sinceRead.computeIfAbsent(key, made -> new ArrayList<>(1)).add(mark);
    }

    void endRead() {
        reading = false;
        sinceRead.clear();
    }

    /** The marks of a key as they were read, and those that were set since or are not yet. */
    List<ParkedMark> withThoseUnderWay(String parkedKey, List<ParkedMark> read) {
        List<ParkedMark> more = sinceRead.get(parkedKey);
        if (more == null) {
            return read;
        }
        List<ParkedMark> all = new ArrayList<>(read);
        all.addAll(more);
        return all;
    }

    /** Forgets what is of no concern any more, as after the loss of a partition; what is being sent runs its course. */
    void forget(Predicate<Ticket> gone) {
        underWay.values().forEach(all -> all.removeIf(each -> gone.test(each.ticket())));
        underWay.values().removeIf(List::isEmpty);
    }

    long parked() {
        return parked;
    }

    /**
     * Parks a record, when its turn comes: whatever comes before it in its partition is settled by then, so that who sends it again finds
     * the row as it was.
     *
     * @param version the event's version, or {@link ParkedMark#UNKNOWN}
     * @param seen the highest commit position seen in its partition, or -1
     */
    void park(Ticket ticket, String stage, EventFailure failure, long version, long seen) {
        String key = ParkedKey.of(ticket.at().topic(), ticket.record().key());
        Redrive redrive = ticket.redrive();
        if (redrive != null) {
            untilDone(
                    0,
                    "answer " + ticket.at(),
                    () -> marked(key, ticket, version)
                            .thenCompose(ignored ->
                                    desk.answer(Outcome.failed(redrive, desk.group(), failure, clock.instant()))),
                    () -> parked(ticket, failure));
            return;
        }
        if (lines.take(clock.millis())) {
            LOG.warn(
                    "Parking {} at {}: {} {}{}",
                    ticket.at(),
                    stage,
                    failure.category(),
                    failure.getMessage(),
                    lines.others());
        }
        ParkedMark mark = new ParkedMark(ticket.at(), version, seen);
        Parked parked = new Parked(ticket, mark);
        Runnable park = () -> untilDone(0, "park " + ticket.at(), parking(ticket, stage, failure, key, mark), () -> {
            if (key != null) {
                ended(key, parked);
            }
            parked(ticket, failure);
        });
        if (key == null) {
            ticket.leaveInTurn(park);
        } else {
            underWay.computeIfAbsent(key, made -> new ArrayList<>(1)).add(parked);
            if (reading) {
                since(key, mark);
            }
            ticket.leaveInTurn(() -> begin(key, park));
        }
    }

    /** A letter that the broker has is not sent again when its mark is tried again. */
    private Step parking(Ticket ticket, String stage, EventFailure failure, @Nullable String key, ParkedMark mark) {
        AtomicBoolean sent = new AtomicBoolean();
        return () -> {
            CompletionStage<Void> letter = sent.get()
                    ? CompletableFuture.completedStage(null)
                    : desk.park(ticket.record(), ticket.at(), stage, failure, clock.instant())
                            .thenRun(() -> sent.set(true));
            return key == null ? letter : letter.thenCompose(ignored -> sink.markParked(key, mark));
        };
    }

    /** What could not be decoded when it was parked may be now: its mark then tells its place among the key's events. */
    private CompletionStage<Void> marked(@Nullable String key, Ticket ticket, long version) {
        return key == null || version == ParkedMark.UNKNOWN
                ? CompletableFuture.completedStage(null)
                : sink.completeMark(key, new ParkedMark(ticket.at(), version, -1));
    }

    /** One event of a key after the other: whoever finds one among the dead letters finds the marks of those before it. */
    private void begin(String key, Runnable park) {
        ArrayDeque<Runnable> others = parkedNext.get(key);
        if (others != null) {
            others.addLast(park);
        } else {
            parkedNext.put(key, new ArrayDeque<>(1));
            park.run();
        }
    }

    private void ended(String key, Parked parked) {
        underWay.computeIfPresent(key, (name, all) -> all.remove(parked) && all.isEmpty() ? null : all);
        ArrayDeque<Runnable> others = parkedNext.remove(key);
        Runnable next = others == null ? null : others.pollFirst();
        if (next != null) {
            parkedNext.put(key, others);
            next.run();
        }
    }

    private void parked(Ticket ticket, EventFailure failure) {
        parked++;
        events.parked(failure.category());
        ticket.ledger().settle(ticket, Settlement.PARKED);
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
            if ((attempt < 3 || attempt % 10 == 0) && troubles.take(clock.millis())) {
                LOG.error(
                        "{}: cannot {} (attempt {}), trying again: {}{}",
                        FailureCategory.PARKING_UNAVAILABLE,
                        what,
                        attempt + 1,
                        String.valueOf(error.getMessage()),
                        troubles.others());
            }
            timers.after(BACKOFF.pauseMs(attempt, random), () -> untilDone(attempt + 1, what, step, then));
        }));
    }
}
