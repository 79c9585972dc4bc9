package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.indexer.dryrun.HazardKind;
import dev.afterimage.indexer.dryrun.Hazards;
import dev.afterimage.indexer.park.LetterDesk;
import dev.afterimage.indexer.status.Remedy;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Parks nothing: notes what would be parked, by topic, category and cause. Thread-safe. */
final class DryDesk implements LetterDesk {
    private final String group;
    private final Hazards hazards;

    DryDesk(String group, Hazards hazards) {
        this.group = group;
        this.hazards = hazards;
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
        hazards.note(
                HazardKind.PARKED,
                at.topic(),
                failure.category() + ": " + failure.getMessage(),
                Remedy.of(failure.category()),
                at.toString());
        return CompletableFuture.completedStage(null);
    }

    /** Redrives are not read in a dry run, so nothing waits for an answer. */
    @Override
    public CompletionStage<Void> answer(Outcome outcome) {
        return CompletableFuture.completedStage(null);
    }
}
