package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.indexer.park.LetterDesk;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The desk of a rebuild: what it cannot write the group parks, or has parked, and answers for; here it is only counted. A record that the old
 * generation took and the new one does not is found when they are compared. Thread-safe.
 */
final class SilentDesk implements LetterDesk {
    private final String group;
    private final AtomicLong refused = new AtomicLong();
    private volatile String last = "";

    SilentDesk(String group) {
        this.group = group;
    }

    @Override
    public String group() {
        return group;
    }

    @Override
    public CompletionStage<Void> park(
            ConsumerRecord<byte[], byte[]> record,
            RecordCoordinates at,
            String stage,
            EventFailure failure,
            Instant failedAt) {
        refused.incrementAndGet();
        last = at + ": " + failure.category() + ": " + failure.getMessage();
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> answer(Outcome outcome) {
        return CompletableFuture.completedStage(null);
    }

    long refused() {
        return refused.get();
    }

    /** The last one and why, or empty. */
    String last() {
        return last;
    }
}
