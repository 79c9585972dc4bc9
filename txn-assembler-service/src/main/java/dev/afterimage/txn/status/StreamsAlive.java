package dev.afterimage.txn.status;

import dev.afterimage.support.vital.Concern;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.support.vital.Vital;
import dev.afterimage.txn.running.AssemblyRun;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;

/** The process is stuck when its streams have ended by themselves; stopped for a setting's sake it is not, since starting it again would not help. */
@Singleton
@Requires(beans = AssemblyRun.class)
final class StreamsAlive implements Vital {
    private final AssemblyRun run;

    StreamsAlive(AssemblyRun run) {
        this.run = run;
    }

    @Override
    public Concern concern() {
        return Concern.LIVENESS;
    }

    @Override
    public List<Condition> conditions() {
        KafkaStreams streams = run.streams();
        boolean ended =
                streams != null && run.stopped() == null && streams.state().hasCompletedShutdown();
        return List.of(
                ended
                        ? new Condition.Ailing(
                                "streams", "they have ended", "start the service again; nothing committed is lost")
                        : new Condition.Well("streams", "they have not ended"));
    }
}
