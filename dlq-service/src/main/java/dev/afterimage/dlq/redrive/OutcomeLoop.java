package dev.afterimage.dlq.redrive;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.dlq.kafka.GroupPulse;
import dev.afterimage.dlq.parking.Answer;
import dev.afterimage.dlq.parking.Answers;
import dev.afterimage.support.loop.Backoff;
import dev.afterimage.support.loop.Loop;
import dev.afterimage.support.loop.LoopState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what became of redriven records and has it recorded; an offset is committed when the database has it. */
final class OutcomeLoop implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Answers answers;
    private final Outflow outflow;
    private final Backoff backoff;
    private final LoopState state;
    private final GroupPulse pulse;
    private volatile boolean ending;

    OutcomeLoop(
            Consumer<byte[], byte[]> consumer,
            String topic,
            Answers answers,
            Outflow outflow,
            Backoff backoff,
            LoopState state) {
        this.consumer = consumer;
        this.topic = topic;
        this.answers = answers;
        this.outflow = outflow;
        this.backoff = backoff;
        this.state = state;
        this.pulse = new GroupPulse(consumer);
    }

    @Override
    public void run() {
        try {
            consumer.subscribe(List.of(topic));
            while (!ending) {
                state.beat();
                round();
            }
        } catch (WakeupException e) {
            LOG.debug("The reader of outcomes was woken to end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            consumer.close();
        }
    }

    private void round() throws InterruptedException {
        ConsumerRecords<byte[], byte[]> polled;
        try {
            polled = consumer.poll(POLL);
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            ails("the broker does not give outcomes: " + e.getClass().getSimpleName(), e);
            Thread.sleep(backoff.failed());
            return;
        }
        if (polled.isEmpty()) {
            pulse.tell(state);
            return;
        }
        List<Answer> batch = new ArrayList<>(polled.count());
        polled.forEach(record -> read(record).ifPresent(batch::add));
        // The same batch until it is recorded: it is small, and the group's heartbeat goes on by itself.
        while (!ending && !recorded(batch)) {
            Thread.sleep(backoff.failed());
            state.beat();
        }
        if (!ending) {
            commit();
        }
    }

    private boolean recorded(List<Answer> batch) {
        try {
            answers.record(batch);
            if (!batch.isEmpty()) {
                outflow.answered(batch);
            }
            backoff.succeeded();
            state.well();
            return true;
        } catch (RuntimeException e) {
            ails("outcomes cannot be recorded: " + e.getClass().getSimpleName(), e);
            return false;
        }
    }

    private void commit() {
        try {
            consumer.commitSync();
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            // They come again, and change nothing then.
            LOG.warn("Recorded outcomes could not be committed and will be read again: {}", e.toString());
        }
    }

    private static Optional<Answer> read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Answer.of(Outcome.fromJson(record.value()));
        } catch (EventFailure e) {
            LOG.warn("{}-{}@{} is no outcome and is passed over", record.topic(), record.partition(), record.offset());
            return Optional.empty();
        }
    }

    private void ails(String why, RuntimeException cause) {
        if (state.trouble() == null) {
            LOG.warn("{}", why, cause);
        }
        state.ails(why);
    }

    @Override
    public void end() {
        ending = true;
        consumer.wakeup();
    }

    @Override
    public LoopState state() {
        return state;
    }
}
