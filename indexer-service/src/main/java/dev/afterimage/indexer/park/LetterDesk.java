package dev.afterimage.indexer.park;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.cdc.event.RecordCoordinates;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where records that cannot be indexed are left, and redriven ones answered for; a stage completes when that is durable. */
public interface LetterDesk {
    /** The consumer group that fails and answers. */
    String group();

    /** Leaves a record among the dead letters, whole. */
    CompletionStage<Void> park(
            ConsumerRecord<byte[], byte[]> record,
            RecordCoordinates at,
            String stage,
            EventFailure failure,
            Instant failedAt);

    /** Answers for a redriven record or a repair. */
    CompletionStage<Void> answer(Outcome outcome);
}
