package dev.afterimage.indexer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.cdc.deadletter.RedriveTopic;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.indexer.document.DeleteMode;
import dev.afterimage.indexer.document.Mask;
import dev.afterimage.indexer.document.TableOptions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * One random history, from a source through the real workers into an index, by one seed: crashes, rebalances, lost and late answers, refused
 * documents, redriven dead letters.
 *
 * <p>Whatever happens, no document goes back, each holds a row as it was at its position, no offset is committed past a record that is not
 * settled, and in the end the index is the source.
 */
final class Simulation {
    private static final long START = 1_800_000_000_000L;
    private static final int LONGEST = 200_000;

    private final Random random;
    private final Weather weather;
    private final Mutation mutation;
    private final SimulatedSource source;
    private final SimulatedBroker broker;
    private final SimulatedNetwork network;
    private final StoredRows rows;
    private final SimulatedSink sink;
    private final TableOptions options;
    private final Limits limits;
    private final List<SimulatedInstance> instances = new ArrayList<>();
    private final Set<Integer> undecodable = new HashSet<>();
    private boolean mended;
    private long now;

    Simulation(long seed, Weather weather, Mutation mutation) {
        this.random = new Random(seed);
        this.weather = weather;
        this.mutation = mutation;
        this.options = options();
        HistorySettings history = new HistorySettings(
                1 + random.nextInt(2),
                2 + random.nextInt(12),
                true,
                random.nextInt(4) == 0,
                weather.truncates(),
                weather.poison(),
                weather.large());
        this.source = new SimulatedSource(history, random, () -> START + now, this::connector);
        this.broker = new SimulatedBroker(random, source.tables(), 1 + random.nextInt(3));
        this.network = new SimulatedNetwork(random, weather.failing(), weather.late());
        this.rows = new StoredRows(broker, options, weather.large() == 0);
        this.sink = new SimulatedSink(
                network, random, rows, mutation, random.nextBoolean() ? 2_000 : 1_000_000, weather.failing());
        this.limits = limits();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            instances.add(instance());
        }
    }

    private TableOptions options() {
        DeleteMode deletes = random.nextInt(4) == 0 ? DeleteMode.SOFT : DeleteMode.HARD;
        boolean plain = random.nextInt(3) != 0;
        TableOptions all = TableOptions.DEFAULT;
        return new TableOptions(
                true,
                all.index(),
                all.include(),
                all.exclude(),
                plain ? Map.of() : Map.of("v", "w"),
                plain || random.nextBoolean() ? Map.of() : Map.of("body", Mask.REDACT),
                all.idColumns(),
                deletes,
                true,
                null,
                all.text(),
                all.objects(),
                all.flattened(),
                all.types(),
                false,
                false,
                false,
                1,
                0,
                "1s");
    }

    private Limits limits() {
        boolean flood = random.nextInt(3) == 0;
        return new Limits(
                random.nextBoolean() ? 900 : 20_000,
                2 + random.nextInt(30),
                1 + random.nextInt(3),
                random.nextInt(10),
                1 + random.nextInt(20),
                random.nextBoolean() ? 8_000 : 1_000_000,
                1_000,
                100_000,
                200,
                Limits.DEFAULT.horizonMs(),
                20,
                flood ? 3 : 1_000,
                flood ? 0.2 : 1,
                500);
    }

    private SimulatedInstance instance() {
        return new SimulatedInstance(
                broker, network, sink, this::decode, options, limits, new WallClock(), () -> now, random);
    }

    private final class WallClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(START + now);
        }
    }

    private void connector(SourceEvent event) {
        broker.append(event);
        if (event.operation() == Operation.TRUNCATE) {
            rows.floor(event);
        } else if (random.nextInt(100) < weather.poison()) {
            undecodable.add(event.number());
        }
    }

    private ChangeEvent decode(ConsumerRecord<byte[], byte[]> record, RecordCoordinates at) throws EventFailure {
        SourceEvent event = broker.event(at);
        if (!mended && undecodable.contains(event.number())) {
            throw new EventFailure(FailureCategory.VALUE_UNSUPPORTED, "not yet");
        }
        return event.at(at, mutation);
    }

    /** Runs the history to its end. */
    void run() {
        broker.partitions().forEach(this::assignAny);
        source.begin();
        for (int i = 0; i < weather.steps(); i++) {
            if (random.nextInt(3) == 0) {
                source.step();
            }
            if (random.nextInt(30) == 0) {
                broker.redriveOne();
            }
            if (random.nextInt(100) < weather.crashes()) {
                upheaval();
            }
            work();
        }
        source.end();
        mended = true;
        sink.mend();
        sink.calm();
        network.calm();
        comeToRest();
        rows.areExactly(source);
    }

    private void work() {
        switch (random.nextInt(6)) {
            case 0 -> any().poll(random);
            case 1, 2 -> any().round();
            case 3 -> {
                network.step();
                network.step();
            }
            case 4 -> now += random.nextInt(random.nextInt(10) == 0 ? 500 : 10);
            default -> any().commit(this::commit);
        }
    }

    private SimulatedInstance any() {
        return instances.get(random.nextInt(instances.size()));
    }

    private void assignAny(TopicPartition partition) {
        any().assign(partition);
    }

    /** An instance dies and a new one takes over, or a partition moves. */
    private void upheaval() {
        if (random.nextBoolean()) {
            SimulatedInstance dead = instances.set(random.nextInt(instances.size()), instance());
            dead.partitions().forEach(this::assignAny);
        } else {
            TopicPartition moving =
                    broker.partitions().get(random.nextInt(broker.partitions().size()));
            for (SimulatedInstance instance : instances) {
                if (instance.partitions().contains(moving)) {
                    instance.lose(moving);
                }
            }
            assignAny(moving);
        }
    }

    private void commit(TopicPartition partition, OffsetAndMetadata to) {
        OffsetAndMetadata from = broker.committed(partition);
        for (ConsumerRecord<byte[], byte[]> record :
                broker.read(partition, from == null ? 0 : from.offset(), Integer.MAX_VALUE)) {
            if (record.offset() >= to.offset()) {
                break;
            }
            settled(record);
        }
        broker.commit(partition, to);
    }

    /** Looks for itself whether a record that is committed is in the index, or fell to something newer there, or is parked. */
    private void settled(ConsumerRecord<byte[], byte[]> record) {
        if (RedriveTopic.is(record.topic())) {
            assertThat(broker.answered(redriveId(record)))
                    .as("an answer to %s", redriveId(record))
                    .isTrue();
            return;
        }
        RecordCoordinates at = new RecordCoordinates(record.topic(), record.partition(), record.offset(), 0);
        SourceEvent event = broker.event(at);
        if (broker.everParked(at)) {
            return;
        }
        if (event.operation() == Operation.TRUNCATE) {
            assertThat(sink.floor(new Sink.FloorPlace(event.table(), SourceEvent.SOURCE)))
                    .as("the floor of %s", event)
                    .isGreaterThanOrEqualTo(event.position().version(0).value());
            return;
        }
        StoredRow stored = rows.get(event.table(), Integer.toString(event.id()));
        assertThat(stored)
                .as("%s at %s was committed and nothing is stored", event, at)
                .isNotNull();
        if (weather.large() == 0) {
            assertThat(rows.rank(stored))
                    .as("%s at %s was committed over %s", event, at, stored.text())
                    .isGreaterThanOrEqualTo(event.rank());
        }
    }

    private static String redriveId(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Redrive.read(record.headers()).id();
        } catch (EventFailure e) {
            throw new AssertionError("a redriven record's headers cannot be read", e);
        }
    }

    private void comeToRest() {
        for (int i = 0; i < LONGEST; i++) {
            work();
            if (network.idle() && random.nextInt(4) == 0) {
                now += 1_000;
            }
            if (broker.caughtUp()) {
                if (broker.parkedCount() == 0 && network.idle()) {
                    return;
                }
                broker.redriveOne();
            }
        }
        throw new AssertionError("does not come to rest: " + broker.parkedCount() + " parked\n" + instances);
    }
}
