package dev.afterimage.indexer.index.memory;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.indexer.index.BulkAnswer;
import dev.afterimage.indexer.index.BulkBody;
import dev.afterimage.indexer.index.BulkSender;
import dev.afterimage.indexer.index.SinkFailure;
import java.util.concurrent.ExecutionException;

/** Sends a body of our own making and waits for its items' answers. */
final class SentBodies {
    private SentBodies() {}

    static BulkAnswer.Answered answered(BulkSender sender, BulkBody body) throws SinkFailure {
        try {
            // The sender completes within its request time-out.
            return switch (sender.send(body).get()) {
                case BulkAnswer.Answered answered -> answered;
                case BulkAnswer.Refused refused -> throw new SinkFailure(refused.category(), refused.message());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SinkFailure(FailureCategory.SINK_UNAVAILABLE, "interrupted while waiting for a bulk answer");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sender's futures never fail", e);
        }
    }
}
