package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.indexer.index.SinkFailure;
import java.util.concurrent.CompletionException;

/** The failure that an asynchronous call of the sink ended with. */
final class Failures {
    private Failures() {}

    static EventFailure of(Throwable error) {
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case SinkFailure failure ->
                new EventFailure(failure.category(), String.valueOf(failure.getMessage()), cause);
            case EventFailure failure -> failure;
            default -> new EventFailure(FailureCategory.SINK_UNAVAILABLE, String.valueOf(cause), cause);
        };
    }
}
