package dev.afterimage.indexer.status;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One consumer's loop.
 *
 * @param name what it reads, for people
 * @param beat when it last came round, whether or not records came
 * @param partitions how many it has
 * @param brokerSilence how long the group's coordinator has not answered a heartbeat, or null before the first answer
 */
public record PollLoop(
        String name, Instant beat, int partitions, @Nullable Duration brokerSilence) {}
