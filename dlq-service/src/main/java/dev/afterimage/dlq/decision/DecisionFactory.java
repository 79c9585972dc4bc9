package dev.afterimage.dlq.decision;

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

/** Takes releases forward. */
@Factory
@Requires(property = "kafka.enabled", notEquals = "false")
final class DecisionFactory {
    private static final Duration STEP = Duration.ofMillis(200);

    @Singleton
    @Named("releases")
    Loop releases(Releases releases) {
        return new Every(
                new LoopState("releases", Clock.systemUTC()), STEP, releases::step, RandomGenerator.getDefault());
    }
}
