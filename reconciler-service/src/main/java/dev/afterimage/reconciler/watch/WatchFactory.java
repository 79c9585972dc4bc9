package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.config.WatchProperties;
import dev.afterimage.support.loop.Every;
import dev.afterimage.support.loop.Loop;
import dev.afterimage.support.loop.LoopState;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** Reads the vital signs now and then. */
@Factory
@Requires(property = "kafka.enabled", notEquals = "false")
@Requires(property = "afterimage.reconciler.watch.enabled", notEquals = "false")
final class WatchFactory {
    @Singleton
    @Named("watch")
    Loop watch(List<SignReader> readers, Board board, WatchMeters meters, WatchProperties properties) {
        Rounds rounds = new Rounds(readers, board, properties.patience(), Clock.systemUTC());
        LoopState state = new LoopState("watch", Clock.systemUTC());
        state.well(); // who cannot reconcile is not ready; watching comes second
        Every every = new Every(
                state,
                properties.every(),
                () -> {
                    boolean more = rounds.round();
                    meters.show(board.all());
                    return more;
                },
                RandomGenerator.getDefault());
        return new Loop() {
            @Override
            public void run() {
                every.run();
            }

            @Override
            public void end() {
                every.end();
                rounds.close();
            }

            @Override
            public LoopState state() {
                return every.state();
            }
        };
    }
}
