package dev.afterimage.indexer.status;

import dev.afterimage.cdc.deadletter.FailureCategory;
import java.time.Instant;

/** Whether records are worked on, and if not, why. */
public sealed interface Flow {
    /** They are. */
    record Flowing() implements Flow {}

    /** Nothing is committed and it is tried again and again. */
    record Held(FailureCategory category, String reason, Instant since, Instant retryAt) implements Flow {}

    /** Nothing is tried until a person has acted. */
    record Stopped(FailureCategory category, String reason, Instant since) implements Flow {}

    static Flow flowing() {
        return new Flowing();
    }

    /** The more severe of the two. */
    default Flow worse(Flow other) {
        return other.severity() > severity() ? other : this;
    }

    private int severity() {
        return switch (this) {
            case Flowing() -> 0;
            case Held held -> 1;
            case Stopped stopped -> 2;
        };
    }
}
