package dev.afterimage.support.loop;

import dev.afterimage.support.vital.Concern;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.support.vital.Vital;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The service lives as long as its loops come round, and is ready while they do their work. */
@Factory
@Requires(beans = Beginning.class)
final class LoopVitals {
    /** Above the longest statement, and the longest pause of a garbage collection or a paused machine. */
    static final Duration STUCK = Duration.ofMinutes(3);
    /** Shorter trouble is a hiccup. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private record Read(Concern concern, LoopStates loops) implements Vital {
        @Override
        public List<Condition> conditions() {
            Instant now = Instant.now();
            return loops.all().stream()
                    .map(loop -> concern == Concern.LIVENESS ? liveness(loop, now) : readiness(loop, now))
                    .toList();
        }
    }

    @Singleton
    @Named("liveness")
    Vital liveness(LoopStates loops) {
        return new Read(Concern.LIVENESS, loops);
    }

    @Singleton
    @Named("readiness")
    Vital readiness(LoopStates loops) {
        return new Read(Concern.READINESS, loops);
    }

    static Condition liveness(LoopState loop, Instant now) {
        Duration silent = Duration.between(loop.lastBeat(), now);
        return !loop.ended() && silent.compareTo(STUCK) > 0
                ? new Condition.Ailing(
                        "loop " + loop.name(),
                        "it has not come round for " + silent.toSeconds() + " s",
                        "start the service again; nothing is lost by that")
                : new Condition.Well("loop " + loop.name(), "it comes round");
    }

    static Condition readiness(LoopState loop, Instant now) {
        String name = "work of " + loop.name();
        LoopState.Trouble trouble = loop.trouble();
        if (trouble != null
                && (!loop.begun() || Duration.between(trouble.since(), now).compareTo(GRACE) > 0)) {
            return new Condition.Ailing(
                    name,
                    trouble.why() + ", since " + trouble.since(),
                    "bring back what it names, or correct its settings; work goes on by itself");
        }
        return loop.begun()
                ? new Condition.Well(name, "it does its work")
                : new Condition.Ailing(name, "it has not begun yet", "wait; the start takes some seconds");
    }
}
