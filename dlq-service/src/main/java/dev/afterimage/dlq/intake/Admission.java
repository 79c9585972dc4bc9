package dev.afterimage.dlq.intake;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.dlq.erasure.EventReferences;
import dev.afterimage.dlq.letter.Dialect;
import dev.afterimage.dlq.letter.Letter;
import dev.afterimage.dlq.parking.EntryState;
import dev.afterimage.dlq.parking.NewEntry;
import dev.afterimage.dlq.parking.Reference;
import dev.afterimage.dlq.retry.RetryPolicy;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides how a letter is parked: whether it is tried again by itself, waits for its schema, or for a person. Pure but for the jitter and the registry. */
final class Admission {
    private final boolean registry;
    private final EventReferences references;
    private final RandomGenerator random;

    /**
     * @param registry whether a registry can be asked for schemas
     * @param references tells which rows of other tables an event names
     */
    Admission(boolean registry, EventReferences references, RandomGenerator random) {
        this.registry = registry;
        this.references = references;
        this.random = random;
    }

    NewEntry admit(Letter letter, @Nullable UUID topicId, @Nullable Boolean complete) {
        FailureCategory category = letter.failure().category();
        Set<Reference> named = references.of(letter);
        if (registry && category == FailureCategory.SCHEMA_UNKNOWN && letter.schemaId() != null) {
            return new NewEntry(letter, topicId, complete, EntryState.SCHEMA, null, named);
        }
        // Only our own services are known to take a record twice without harm.
        Duration pause = letter.dialect() == Dialect.AFTERIMAGE && letter.at().group() != null
                ? RetryPolicy.of(category).pause(0, random)
                : null;
        return new NewEntry(
                letter, topicId, complete, pause == null ? EntryState.ATTENTION : EntryState.WAITING, pause, named);
    }
}
