package dev.afterimage.txn.status;

import dev.afterimage.support.vital.Concern;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.support.vital.Vital;
import dev.afterimage.txn.running.AssemblyRun;
import dev.afterimage.txn.running.RestoreProgress;
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
        return List.of(condition());
    }

    private Condition condition() {
        String stopped = run.stopped();
        if (stopped != null) {
            return ailing(
                    "the source is not read further: " + stopped, "change the setting and start the service again");
        }
        String held = run.held();
        if (held != null) {
            return ailing(
                    "the source is held: " + held, "see that the schema registry answers; it tries again by itself");
        }
        String waiting = run.waiting();
        KafkaStreams streams = run.streams();
        if (streams == null || waiting != null) {
            return ailing(
                    waiting == null ? "it has not been started yet" : waiting,
                    "see that Kafka answers, and for Avro the schema registry; it tries again by itself");
        }
        return switch (streams.state()) {
            case RUNNING -> new Condition.Well(NAME, "its tasks run");
            case CREATED, REBALANCING ->
                ailing("tasks are being given out or their state restored: " + restoring(run.restoring()), "wait");
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR ->
                ailing("it has ended", "read the service's log, and start the service again");
        };
    }

    private static Condition ailing(String why, String remedy) {
        return new Condition.Ailing(NAME, why, remedy);
    }

    private static String restoring(RestoreProgress progress) {
        return progress.records() + " records of " + progress.stores() + " stores are left to read";
    }
}
