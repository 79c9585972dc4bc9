package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.indexer.plan.Backoff;
import dev.afterimage.indexer.plan.Candidate;
import dev.afterimage.indexer.plan.DocumentSlot;
import dev.afterimage.indexer.plan.WorkBook;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a table's index ready before documents of a new schema are written, and holds the table while that fails. Confined to the worker. */
final class Preparation {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
    private static final Backoff BACKOFF = new Backoff(250, 15_000);

    private final Sink sink;
    private final WorkBook book;
    private final Mailbox mailbox;
    private final Timers timers;
    private final LongSupplier clock;
    private final RandomGenerator random;

    Preparation(Sink sink, WorkBook book, Mailbox mailbox, Timers timers, LongSupplier clock, RandomGenerator random) {
        this.sink = sink;
        this.book = book;
        this.mailbox = mailbox;
        this.timers = timers;
        this.clock = clock;
        this.random = random;
    }

    /** Keeps a slot until its table takes documents again. */
    void block(Table table, DocumentSlot slot) {
        table.blocked().addLast(slot);
    }

    void begin(Table table, Candidate candidate) {
        RowImage sample = candidate.image();
        TableSchema schema = sample == null ? null : sample.schema();
        table.preparing(true);
        sink.prepare(table.index(), table.options(), schema)
                .whenComplete((diagnoses, error) -> mailbox.put(() -> {
                    if (error == null) {
                        diagnoses.stream()
                                .filter(found -> !table.diagnoses().contains(found))
                                .forEach(found -> LOG.warn("{}: {}", table.index(), found));
                        table.prepared(schema, diagnoses);
                        unblock(table);
                    } else {
                        EventFailure failure = Failures.of(error);
                        hold(table, failure.category(), String.valueOf(failure.getMessage()));
                    }
                }));
    }

    /** Writes nothing of a table for a while and looks at its index again before the next write. */
    void hold(Table table, FailureCategory category, String reason) {
        if (table.held() != null && table.held().retryAtMs() > clock.getAsLong()) {
            return;
        }
        int attempts = table.held() == null ? 0 : table.held().attempts();
        long pause = BACKOFF.pauseMs(attempts, random);
        if (attempts < 3 || attempts % 10 == 0) {
            LOG.warn("Holding {} ({}), attempt {}: {}", table.index(), category, attempts + 1, reason);
        }
        table.hold(category, reason, clock.getAsLong(), clock.getAsLong() + pause);
        table.forgetPrepared();
        timers.after(pause, () -> {
            if (table.blocked().isEmpty()) {
                // What waited is gone, as after the loss of a partition: the next record tries again.
                table.release();
            }
            unblock(table);
        });
    }

    /** Lets what waits try again; the index is prepared anew where it was forgotten. */
    private void unblock(Table table) {
        DocumentSlot slot;
        while ((slot = table.blocked().pollFirst()) != null) {
            book.release(slot);
        }
    }
}
