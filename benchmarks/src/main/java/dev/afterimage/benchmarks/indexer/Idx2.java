package dev.afterimage.benchmarks.indexer;

import dev.afterimage.benchmarks.contestant.Contestant;
import dev.afterimage.benchmarks.contestant.Work;
import dev.afterimage.benchmarks.data.Change;
import dev.afterimage.benchmarks.data.ChangeStream;
import dev.afterimage.benchmarks.data.Positions;
import dev.afterimage.benchmarks.data.Topic;
import dev.afterimage.benchmarks.data.Workload;
import dev.afterimage.benchmarks.gateway.Gateway;
import dev.afterimage.benchmarks.index.IndexCheck;
import dev.afterimage.benchmarks.index.ModelComparison;
import dev.afterimage.benchmarks.index.TargetIndex;
import dev.afterimage.benchmarks.measure.CommitWatch;
import dev.afterimage.benchmarks.measure.Pace;
import dev.afterimage.benchmarks.measure.SearchProbes;
import dev.afterimage.benchmarks.measure.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** IDX-2, latency: changes are sent on schedule, at rising rates, and it is seen when each is acknowledged and searchable. */
final class Idx2 {
    private static final int[] RATES = {5_000, 10_000, 15_000};
    private static final int KEYS = 200_000;
    private static final double DELETES = 0.1;
    private static final int WARM_UP_SECONDS = 40;
    private static final int SECONDS = 20;
    private static final int MOST_ROUNDS = 2;
    /** As the changes of a source come in batches, not one by one. */
    private static final int LINGER_MS = 5;

    private static final int PROBES_PER_SECOND = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Stage stage;

    Idx2(Stage stage) {
        this.stage = stage;
    }

    void run(IndexerReport report) {
        // A node that has never refreshed under load compiles for a minute, at the cost of whoever comes first.
        for (Contestant contestant : stage.contestants()) {
            Stage.say("IDX-2: the node gets warm with %s; not counted", contestant.name());
            run(contestant, new int[] {RATES[1]});
        }
        for (int round = 0; round < Math.min(MOST_ROUNDS, stage.options().pairs()); round++) {
            for (Contestant contestant : stage.contestants()) {
                Stage.say("IDX-2: %s at rising rates", contestant.name());
                Measured measured = run(contestant, RATES);
                for (Phase phase : measured.phases()) {
                    report.latency(phase, measured.check().words());
                }
            }
        }
    }

    private record Measured(List<Phase> phases, IndexCheck check) {}

    private Measured run(Contestant contestant, int[] rates) {
        Topic topic = new Topic("idx2" + contestant.name().substring(0, 1).toLowerCase(java.util.Locale.ROOT));
        stage.topics().create(topic);
        new TargetIndex(stage.node(), topic.index()).renew(TargetIndex.Settings.LIVE);
        List<Phase> phases = new ArrayList<>();
        phases.add(Phase.of(contestant.name(), RATES[0], stage.options().seconds(WARM_UP_SECONDS)));
        for (int rate : rates) {
            phases.add(Phase.of(contestant.name(), rate, stage.options().seconds(SECONDS)));
        }
        int changes = phases.stream().mapToInt(Phase::changes).sum();
        Acknowledgements acknowledgements = new Acknowledgements(changes);
        ChangeStream stream = new ChangeStream(Workload.mixed(2, KEYS, DELETES));
        String bootstrap = stage.stack().kafka().bootstrapServers();
        try (Gateway gateway = Gateway.start(stage.node().url(), acknowledgements);
                Producer<byte[], byte[]> producer = stage.topics().producer(LINGER_MS)) {
            Work work = new Work(topic, stage.newGroup(), gateway.url());
            try (CommitWatch watch = new CommitWatch(bootstrap, work.group(), topic.name());
                    Contestant.Running running = contestant.start(work);
                    SearchProbes probes = new SearchProbes(stage.node(), topic.index())) {
                AtomicLong records = new AtomicLong();
                for (Phase phase : phases) {
                    send(phase, topic, stream, producer, acknowledgements, probes, records);
                    producer.flush();
                    Wait.until(
                            contestant.name() + " catches up",
                            PATIENCE,
                            Duration.ofMillis(50),
                            () -> watch.committed() >= records.get() && probes.open() == 0);
                    Stage.say(
                            "%-12s %,7d/s: in Kafka p50 %.0f, p99 %.0f ms; acknowledged p50 %.0f, p99 %.0f, p99.9 %.0f ms; searchable p50 %.0f, p99 %.0f ms",
                            phase.contestant(),
                            phase.perSecond(),
                            phase.toKafka().millis(50),
                            phase.toKafka().millis(99),
                            phase.toAcknowledged().millis(50),
                            phase.toAcknowledged().millis(99),
                            phase.toAcknowledged().millis(99.9),
                            phase.toSearchable().millis(50),
                            phase.toSearchable().millis(99));
                }
                if (!ProcessHandle.of(running.pid()).map(ProcessHandle::isAlive).orElse(false)) {
                    throw new IllegalStateException(contestant.name() + " ended");
                }
            }
        }
        IndexCheck check = ModelComparison.of(stage.node(), topic, stream.expected());
        Stage.say("%-12s index %s", contestant.name(), check.words());
        new TargetIndex(stage.node(), topic.index()).delete();
        stage.topics().delete(topic);
        return new Measured(phases.subList(1, phases.size()), check);
    }

    private static void send(
            Phase phase,
            Topic topic,
            ChangeStream stream,
            Producer<byte[], byte[]> producer,
            Acknowledgements acknowledgements,
            SearchProbes probes,
            AtomicLong records) {
        int probeEvery = Math.max(1, phase.perSecond() / PROBES_PER_SECOND);
        Pace pace = new Pace(System.nanoTime() + 1_000_000, phase.perSecond());
        for (int i = 0; i < phase.changes(); i++) {
            long due = pace.due(i);
            boolean probed = i % probeEvery == 0;
            Pace.until(due);
            stream.next(System.currentTimeMillis(), change -> {
                records.incrementAndGet();
                if (change.kind() != Change.Kind.TOMBSTONE) {
                    acknowledgements.sending(change.event(), due, phase.toAcknowledged());
                }
                String id = Integer.toString(change.key());
                if (change.kind() == Change.Kind.DELETE) {
                    probes.forget(id);
                } else if (probed && change.kind() == Change.Kind.UPSERT) {
                    probes.await(id, Positions.version(change.event()), due, phase.toSearchable());
                }
                producer.send(
                        new ProducerRecord<>(topic.name(), change.keyJson(), change.value()),
                        (metadata, error) -> phase.toKafka().record(System.nanoTime() - due));
            });
        }
    }
}
