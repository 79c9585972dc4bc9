package dev.afterimage.dlq.status;

import dev.afterimage.support.loop.Every;
import dev.afterimage.support.loop.Loop;
import dev.afterimage.support.loop.LoopState;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Counts now and then. */
@Factory
@Requires(property = "kafka.enabled", notEquals = "false")
final class StatusFactory {
    private static final Duration REST = Duration.ofSeconds(10);

    @Singleton
    @Named("census")
    Loop census(Census census) {
        return new Every(new LoopState("census", Clock.systemUTC()), REST, census::count, RandomGenerator.getDefault());
    }
}
