package dev.afterimage.indexer.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Waits until what is under way for some partitions is settled, then gives the offsets that may be committed. */
final class Drain {
    private static final long LOOK_EVERY_MS = 5;

    private final Worker worker;
    private final Set<TopicPartition> partitions;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Drain(Worker worker, Set<TopicPartition> partitions) {
        this.worker = worker;
        this.partitions = partitions;
    }

    /** On the worker: looks again and again; a closed partition is not waited for. */
    void begin() {
        boolean open = false;
        for (TopicPartition partition : partitions) {
            PartitionWork work = worker.partitions().get(partition);
            open |= work != null
                    && work.flowing()
                    && work.ledger().held() > work.stash().size();
        }
        if (open && worker.gate().trouble() == null) {
            worker.timers().after(LOOK_EVERY_MS, this::begin);
        } else {
            worker.control().onNextRelease(() -> done.complete(null));
        }
    }

    /** On the consumer's thread: the offsets released, whether or not all was settled in time. */
    Map<TopicPartition, OffsetAndMetadata> await(Duration atMost) {
        try {
            done.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // What is not settled comes again at its next reader.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(worker.released());
        offsets.keySet().retainAll(partitions);
        return offsets;
    }
}
