package dev.afterimage.txn.status;

import dev.afterimage.support.vital.Concern;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.support.vital.Vital;
import dev.afterimage.txn.running.AssemblyRun;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;

/** The service does its job while its streams run: their tasks are given and their state is restored. */
@Singleton
@Requires(beans = AssemblyRun.class)
final class StreamsVital implements Vital {
    private static final String NAME = "assembly";

    private final AssemblyRun run;

    StreamsVital(AssemblyRun run) {
        this.run = run;
    }

    @Override
    public Concern concern() {
        return Concern.READINESS;
    }

    @Override
    public List<Condition> conditions() {
        String stopped = run.stopped();
        if (stopped != null) {
            return List.of(new Condition.Ailing(
                    NAME, "the source is not read further: " + stopped, "change the setting and start the service again"));
        }
        String waiting = run.waiting();
        KafkaStreams streams = run.streams();
        if (streams == null || waiting != null) {
            return List.of(new Condition.Ailing(
                    NAME, waiting == null ? "it has not been started yet" : waiting, "see that Kafka answers; it tries again by itself"));
        }
        return List.of(
                switch (streams.state()) {
                    case RUNNING -> new Condition.Well(NAME, "its tasks run");
                    case CREATED, REBALANCING ->
                        new Condition.Ailing(
                                NAME, "tasks are being given out or their state restored: " + restoring(streams), "wait");
                    case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR ->
                        new Condition.Ailing(NAME, "it has ended", "read the service's log, and start the service again");
                });
    }

    private static String restoring(KafkaStreams streams) {
        long left = streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .count();
        return left + " tasks so far";
    }
}
