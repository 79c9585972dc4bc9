package dev.afterimage.indexer.status;

import dev.afterimage.cdc.deadletter.FailureCategory;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A flow in the words of the API. */
record FlowView(
        String state,
        @Nullable FailureCategory category,
        @Nullable String reason,
        @Nullable Instant since) {
    static FlowView of(Flow flow) {
        return switch (flow) {
            case Flow.Flowing() -> new FlowView("flowing", null, null, null);
            case Flow.Held(FailureCategory category, String reason, Instant since, Instant retryAt) ->
                new FlowView("held", category, reason, since);
            case Flow.Stopped(FailureCategory category, String reason, Instant since) ->
                new FlowView("stopped", category, reason, since);
        };
    }

    @Nullable
    String remedy() {
        return category == null ? null : Remedy.of(category);
    }
}
