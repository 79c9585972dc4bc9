package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.indexer.plan.EpochBook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what all instances share, and releases offsets for commit only behind such a reading.
 *
 * <p>An instance that did not know of a truncate yet may have written rows that fell to it. So offsets are captured first, then the floors are
 * read, then what they newly cover is swept, and only then the captured offsets may be committed: whatever was written too late is
 * undone by its writer, or, if that dies before, by whoever gets the record again. Confined to the worker.
 */
final class Control {
    private static final Logger LOG = LoggerFactory.getLogger(Control.class);
    private static final int FAILURES_THAT_ARE_TROUBLE = 5;

    private final Sink sink;
    private final Tables tables;
    private final Mailbox mailbox;
    private final Timers timers;
    private final long everyMs;
    private final Supplier<Map<TopicPartition, OffsetAndMetadata>> settled;
    private final Consumer<Map<TopicPartition, OffsetAndMetadata>> release;
    private final Runnable changed;
    private final Consumer<Runnable> afterAnswersUnderWay;
    private EpochBook epochs = EpochBook.EMPTY;
    private Map<Sink.FloorPlace, Long> floors = Map.of();
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean known;
    private boolean underWay;
    private boolean again;
    private int failures;
    private @Nullable EventFailure lastFailure;

    Control(
            Sink sink,
            Tables tables,
            Mailbox mailbox,
            Timers timers,
            long everyMs,
            Supplier<Map<TopicPartition, OffsetAndMetadata>> settled,
            Consumer<Map<TopicPartition, OffsetAndMetadata>> release,
            Runnable changed,
            Consumer<Runnable> afterAnswersUnderWay) {
        this.sink = sink;
        this.tables = tables;
        this.mailbox = mailbox;
        this.timers = timers;
        this.everyMs = everyMs;
        this.settled = settled;
        this.release = release;
        this.changed = changed;
        this.afterAnswersUnderWay = afterAnswersUnderWay;
    }

    /** Begins to read now and then on. */
    void start() {
        timers.after(everyMs, this::start);
        refresh();
    }

    /** Whether it was read once, without which no version can be told. */
    boolean known() {
        return known;
    }

    /** Why it cannot be read, or null if it can; a single failure after it was read is no trouble yet. */
    @Nullable
    EventFailure trouble() {
        return known && failures < FAILURES_THAT_ARE_TROUBLE ? null : lastFailure;
    }

    EpochBook epochs() {
        return epochs;
    }

    /** The floor of a place as far as known, or -1. */
    long floor(Sink.FloorPlace place) {
        return floors.getOrDefault(place, -1L);
    }

    /** Calls back once offsets settled by now have been released. */
    void onNextRelease(Runnable then) {
        boolean joined = underWay;
        waiting.add(new Waiting(joined ? 2 : 1, then));
        refresh();
    }

    private record Waiting(int releases, Runnable then) {}

    private void releasedOnce() {
        List<Waiting> before = List.copyOf(waiting);
        waiting.clear();
        for (Waiting each : before) {
            if (each.releases() == 1) {
                each.then().run();
            } else {
                waiting.add(new Waiting(each.releases() - 1, each.then()));
            }
        }
    }

    void refresh() {
        if (underWay) {
            again = true;
            return;
        }
        underWay = true;
        Map<TopicPartition, OffsetAndMetadata> captured = settled.get();
        sink.control()
                .whenComplete((read, error) -> mailbox.put(() -> {
                    if (error != null) {
                        failed(error);
                    } else {
                        heed(read, captured);
                    }
                }));
    }

    private void heed(Sink.Control read, Map<TopicPartition, OffsetAndMetadata> captured) {
        Map<Table, Long> raised = new HashMap<>();
        for (Table table : tables.all()) {
            long floor = read.floors().getOrDefault(table.place(), -1L);
            table.raiseFloor(floor);
            if (floor > table.sweptFloor()) {
                raised.put(table, floor);
            }
        }
        if (raised.isEmpty()) {
            took(read, captured);
        } else {
            // What is under way was sent in ignorance of the floor and would land behind the sweep.
            afterAnswersUnderWay.accept(() -> sweep(raised)
                    .whenComplete((ignored, error) -> mailbox.put(() -> {
                        if (error != null) {
                            failed(error);
                        } else {
                            raised.forEach(Table::swept);
                            took(read, captured);
                        }
                    })));
        }
    }

    private CompletableFuture<Void> sweep(Map<Table, Long> raised) {
        return CompletableFuture.allOf(raised.entrySet().stream()
                .map(each -> sink.sweep(each.getKey().place(), each.getValue()))
                .toArray(CompletableFuture<?>[]::new));
    }

    private void took(Sink.Control read, Map<TopicPartition, OffsetAndMetadata> captured) {
        boolean news = !known || !read.epochs().equals(epochs);
        floors = read.floors();
        epochs = read.epochs();
        known = true;
        failures = 0;
        lastFailure = null;
        release.accept(captured);
        releasedOnce();
        if (news) {
            changed.run();
        }
        ended();
    }

    private void failed(Throwable error) {
        lastFailure = Failures.of(error);
        if (failures++ % 20 == 0) {
            LOG.warn(
                    "The shared records cannot be read, so no offset is committed; trying again: {}",
                    lastFailure.getMessage());
        }
        ended();
    }

    private void ended() {
        underWay = false;
        if (again) {
            again = false;
            refresh();
        }
    }
}
