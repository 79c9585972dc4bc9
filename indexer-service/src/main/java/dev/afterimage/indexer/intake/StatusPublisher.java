package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.deadletter.RedriveTopic;
import dev.afterimage.indexer.plan.PartitionLedger;
import dev.afterimage.indexer.plan.Settlement;
import dev.afterimage.indexer.status.Accounting;
import dev.afterimage.indexer.status.Flow;
import dev.afterimage.indexer.status.LastCommit;
import dev.afterimage.indexer.status.PartitionStatus;
import dev.afterimage.indexer.status.PipelineSnapshot;
import dev.afterimage.indexer.status.PipelineStatus;
import dev.afterimage.indexer.status.PollLoop;
import dev.afterimage.indexer.status.TopicStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Takes a picture of the worker's state for health, metrics and pages; drawn on the worker, read by any thread. */
final class StatusPublisher implements PipelineStatus {
    private static final long EVERY_MS = 500;

    private final Worker worker;
    private final Intake intake;
    private final Lag lag;
    private final Clock clock;
    private final LongSupplier steady;
    private long parkingTroubledMs = -1;
    private long unreadSinceMs;
    private volatile PipelineSnapshot snapshot;

    StatusPublisher(Worker worker, Intake intake, Lag lag, Clock clock, LongSupplier steady) {
        this.worker = worker;
        this.intake = intake;
        this.lag = lag;
        this.clock = clock;
        this.steady = steady;
        this.unreadSinceMs = steady.getAsLong();
        this.snapshot = new PipelineSnapshot(clock.instant(), List.of(), List.of());
    }

    @Override
    public PipelineSnapshot snapshot() {
        return snapshot;
    }

    /** Begins to draw, now and then on. */
    void start() {
        worker.execute(this::draw);
    }

    private void draw() {
        worker.timers().after(EVERY_MS, this::draw);
        if (!worker.parking().troubled()) {
            parkingTroubledMs = -1;
        } else if (parkingTroubledMs < 0) {
            parkingTroubledMs = steady.getAsLong();
        }
        if (worker.control().known() && worker.control().trouble() == null) {
            unreadSinceMs = steady.getAsLong();
        }
        Map<String, List<PartitionWork>> byTopic = new TreeMap<>();
        for (PartitionWork work : worker.partitions().all()) {
            byTopic.computeIfAbsent(work.ledger().partition().topic(), topic -> new ArrayList<>())
                    .add(work);
        }
        List<TopicStatus> topics = new ArrayList<>();
        byTopic.forEach((topic, works) -> topics.add(topic(topic, works)));
        PollLoop loop = new PollLoop(
                "changes and redrives",
                wall(intake.beatMs()),
                worker.partitions().all().size(),
                lag.silence());
        snapshot = new PipelineSnapshot(clock.instant(), topics, List.of(loop));
    }

    private TopicStatus topic(String topic, List<PartitionWork> works) {
        List<PartitionStatus> partitions = works.stream()
                .map(this::partition)
                .sorted(Comparator.comparingInt(PartitionStatus::partition))
                .toList();
        Table table = worker.tables().find(topic);
        if (table == null) {
            String[] names = topic.split("\\.", 2);
            boolean redrive = RedriveTopic.is(topic);
            return new TopicStatus(
                    topic,
                    redrive ? "" : names[0],
                    redrive || names.length < 2 ? topic : names[1],
                    "",
                    tableFlow(null),
                    List.of(),
                    null,
                    partitions);
        }
        LastCommit last = table.lastCommit() < 0
                ? null
                : new LastCommit(table.source(), table.lastCommit(), Instant.ofEpochMilli(table.lastCommittedAt()));
        return new TopicStatus(
                topic,
                table.source(),
                table.name(),
                table.index(),
                tableFlow(table),
                table.diagnoses(),
                last,
                partitions);
    }

    private Flow tableFlow(@Nullable Table table) {
        SinkGate.Trouble trouble = worker.gate().trouble();
        if (trouble != null && trouble.attempts() > 0) {
            return held(trouble.category(), trouble.reason(), trouble.sinceMs(), trouble.retryAtMs());
        }
        EventFailure unread = worker.control().trouble();
        if (unread != null || !worker.control().known()) {
            return held(
                    unread == null ? FailureCategory.SINK_UNAVAILABLE : unread.category(),
                    "the index of what all instances share cannot be read, so no offset is committed"
                            + (unread == null ? "" : ": " + unread.getMessage()),
                    unreadSinceMs,
                    steady.getAsLong());
        }
        if (parkingTroubledMs >= 0) {
            return held(
                    FailureCategory.PARKING_UNAVAILABLE,
                    "dead letters or outcomes cannot be written to Kafka",
                    parkingTroubledMs,
                    steady.getAsLong());
        }
        Table.Held held = table == null ? null : table.held();
        return held == null ? Flow.flowing() : held(held.category(), held.reason(), held.sinceMs(), held.retryAtMs());
    }

    private Flow held(FailureCategory category, String reason, long sinceMs, long retryAtMs) {
        return new Flow.Held(category, reason, wall(sinceMs), wall(retryAtMs));
    }

    private PartitionStatus partition(PartitionWork work) {
        PartitionLedger ledger = work.ledger();
        TopicPartition partition = ledger.partition();
        long end = lag.end(partition);
        long settled = ledger.committable().orElse(lag.position(partition));
        Long behind = end < 0 || settled < 0 ? null : (Long) Math.max(0, end - settled);
        Instant since = behind == null || behind == 0 ? null : waitingSince(work);
        return new PartitionStatus(
                partition.partition(),
                flow(work),
                new Accounting(
                        ledger.consumed(),
                        ledger.count(Settlement.APPLIED),
                        ledger.count(Settlement.SUPERSEDED),
                        ledger.count(Settlement.FILTERED),
                        ledger.count(Settlement.PARKED),
                        ledger.held()),
                ledger.nextOffset(),
                lag.committed(partition),
                behind,
                since);
    }

    private static @Nullable Instant waitingSince(PartitionWork work) {
        long timestamp = work.ledger().oldestTimestamp();
        if (timestamp <= 0) {
            timestamp = work.lastTimestamp();
        }
        return timestamp <= 0 ? null : Instant.ofEpochMilli(timestamp);
    }

    private Flow flow(PartitionWork work) {
        if (intake.lostToRetention().contains(work.ledger().partition())) {
            return new Flow.Stopped(
                    FailureCategory.RECORDS_LOST,
                    "records were deleted by the topic's retention before they were read",
                    clock.instant());
        }
        PartitionWork.Closed closed = work.closed();
        if (closed == null) {
            return Flow.flowing();
        }
        return closed.stopped()
                ? new Flow.Stopped(closed.category(), closed.reason(), wall(closed.sinceMs()))
                : held(closed.category(), closed.reason(), closed.sinceMs(), closed.retryAtMs());
    }

    private Instant wall(long steadyMs) {
        return clock.instant().minusMillis(steady.getAsLong() - steadyMs);
    }
}
