package dev.afterimage.indexer.status;

import dev.afterimage.support.vital.Concern;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.support.vital.Vital;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** The service can do its job only while Kafka's group coordinator answers its loops. */
@Singleton
final class BrokerVital implements Vital {
    private static final String REMEDY =
            "bring Kafka back, or correct KAFKA_BOOTSTRAP_SERVERS and the credentials; work goes on by itself";

    private final PipelineStatus pipeline;
    private final Duration limit;

    BrokerVital(PipelineStatus pipeline, StatusSettings settings) {
        this.pipeline = pipeline;
        this.limit = settings.brokerLimit();
    }

    @Override
    public Concern concern() {
        return Concern.READINESS;
    }

    @Override
    public List<Condition> conditions() {
        return pipeline.snapshot().loops().stream().map(this::condition).toList();
    }

    private Condition condition(PollLoop loop) {
        String name = "kafka for " + loop.name();
        Duration silence = loop.brokerSilence();
        if (silence == null) {
            return new Condition.Ailing(name, "the consumer group has not been joined yet", REMEDY);
        }
        if (silence.compareTo(limit) > 0) {
            return new Condition.Ailing(name, "the broker has not answered for " + silence.toSeconds() + " s", REMEDY);
        }
        return new Condition.Well(name, loop.partitions() + " partitions");
    }
}
