package dev.afterimage.dlq.parking;

import dev.afterimage.dlq.letter.Letter;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A letter that is to be parked.
 *
 * @param letter as it was read
 * @param topicId Kafka's id of the topic on which the record failed, or null where there is no such topic
 * @param complete whether its event tells the whole row or its end; null where it could not be read
 * @param state {@link EntryState#WAITING}, {@link EntryState#SCHEMA} or {@link EntryState#ATTENTION}
 * @param pause until it is first tried again, for {@link EntryState#WAITING} only
 * @param references which rows of other tables its event names, for topics with configured relations only
 */
public record NewEntry(
        Letter letter,
        @Nullable UUID topicId,
        @Nullable Boolean complete,
        EntryState state,
        @Nullable Duration pause,
        Set<Reference> references) {
    public NewEntry {
        references = Set.copyOf(references);
        if ((state == EntryState.WAITING) != (pause != null)) {
            throw new IllegalArgumentException("what waits has a pause, and only that");
        }
    }

    /** An entry of a topic without relations. */
    public NewEntry(
            Letter letter,
            @Nullable UUID topicId,
            @Nullable Boolean complete,
            EntryState state,
            @Nullable Duration pause) {
        this(letter, topicId, complete, state, pause, Set.of());
    }
}
