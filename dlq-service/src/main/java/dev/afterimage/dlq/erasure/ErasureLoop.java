package dev.afterimage.dlq.erasure;

import dev.afterimage.dlq.kafka.GroupPulse;
import dev.afterimage.support.loop.Backoff;
import dev.afterimage.support.loop.Loop;
import dev.afterimage.support.loop.LoopState;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topics of tables that are marked for erasure and forgets the keys of deleted rows; an offset is committed after that. */
final class ErasureLoop implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String REASON = "its row was deleted";

    private final Consumer<byte[], byte[]> consumer;
    private final List<String> topics;
    private final DeletedRows deleted;
    private final Forgetting forgetting;
    private final Backoff backoff;
    private final LoopState state;
    private final GroupPulse pulse;
    private volatile boolean ending;

    ErasureLoop(
            Consumer<byte[], byte[]> consumer,
            List<String> topics,
            DeletedRows deleted,
            Forgetting forgetting,
            Backoff backoff,
            LoopState state) {
        this.consumer = consumer;
        this.topics = List.copyOf(topics);
        this.deleted = deleted;
        this.forgetting = forgetting;
        this.backoff = backoff;
        this.state = state;
        this.pulse = new GroupPulse(consumer);
    }

    @Override
    public void run() {
        try {
            consumer.subscribe(topics);
            while (!ending) {
                state.beat();
                round();
            }
        } catch (WakeupException e) {
            LOG.debug("The erasure was woken to end");
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
            state.ails("the broker does not give records: " + e.getClass().getSimpleName());
            Thread.sleep(backoff.failed());
            return;
        }
        if (polled.isEmpty()) {
            pulse.tell(state);
            return;
        }
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            while (!ending && !done(record)) {
                Thread.sleep(backoff.failed());
                state.beat();
            }
        }
        if (!ending) {
            commit();
        }
    }

    private boolean done(ConsumerRecord<byte[], byte[]> record) {
        try {
            byte[] key = record.key();
            if (key != null && deleted.isDelete(record)) {
                forgetting.forget(record.topic(), key, Forgetting.SYSTEM, REASON);
            }
            backoff.succeeded();
            state.well();
            return true;
        } catch (RuntimeException e) {
            if (state.trouble() == null) {
                LOG.warn("A key of {} cannot be erased yet", record.topic(), e);
            }
            state.ails("a key cannot be erased: " + e.getClass().getSimpleName());
            return false;
        }
    }

    private void commit() {
        try {
            consumer.commitSync();
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("Read deletes could not be committed and will be read again: {}", e.toString());
        }
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
