package dev.afterimage.reconciler.status;

import dev.afterimage.reconciler.trend.Trends;
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

/** Reads the figures now and then. */
@Factory
@Requires(property = "kafka.enabled", notEquals = "false")
final class StatusFactory {
    private static final Duration REST = Duration.ofSeconds(5);

    @Singleton
    @Named("figures")
    Loop figures(Figures figures, Trends trends) {
        return new Every(
                new LoopState("figures", Clock.systemUTC()),
                REST,
                () -> {
                    boolean more = figures.refresh();
                    trends.refresh(figures.newest());
                    return more;
                },
                RandomGenerator.getDefault());
    }
}
