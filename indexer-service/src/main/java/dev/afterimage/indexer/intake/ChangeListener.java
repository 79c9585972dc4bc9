package dev.afterimage.indexer.intake;

import io.micronaut.configuration.kafka.annotation.KafkaListener;
import io.micronaut.configuration.kafka.annotation.OffsetStrategy;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.micronaut.configuration.kafka.exceptions.KafkaListenerException;
import io.micronaut.configuration.kafka.exceptions.KafkaListenerExceptionHandler;
import io.micronaut.context.annotation.Requires;
import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one Kafka listener: hands what was polled to the worker, and partitions over at a rebalance. */
@Requires(notEnv = DryRunner.ENVIRONMENT)
@KafkaListener(batch = true, offsetStrategy = OffsetStrategy.DISABLED, pollTimeout = "20ms")
final class ChangeListener implements ConsumerRebalanceListener, KafkaListenerExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeListener.class);
    private static final long LONGEST_PAUSE_MS = 10_000;

    private final Intake intake;
    private final Worker worker;
    private long pauseMs;

    ChangeListener(Intake intake, Worker worker) {
        this.intake = intake;
        this.worker = worker;
    }

    /** The pattern stands for what {@link GatedConsumer} subscribes to. */
    @Topic(patterns = "configured")
    void receive(ConsumerRecords<byte[], byte[]> records) {
        pauseMs = 0;
        worker.received(records);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        intake.assigned(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        intake.revoked(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        intake.lost(partitions);
    }

    /** Polling failed: nothing was consumed and nothing is lost; without a pause the loop would spin and flood the log. */
    @Override
    public void handle(KafkaListenerException exception) {
        Throwable cause = exception.getCause() == null ? exception : exception.getCause();
        if (cause instanceof OffsetOutOfRangeException lost) {
            intake.outOfRange(lost.offsetOutOfRangePartitions().keySet());
            return;
        }
        pauseMs = Math.clamp(pauseMs * 2, 250, LONGEST_PAUSE_MS);
        LOG.error("Polling failed, trying again in {} ms: {}", pauseMs, cause.toString());
        try {
            Thread.sleep(pauseMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
