package dev.afterimage.indexer.intake;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts the records that the consumer has handed over and the worker has not taken yet.
 *
 * <p>They stand in no ledger, and a consumer is many times faster than the rest: without this count a full topic would be read into
 * memory while the worker is on its first records. Safe for use by several threads.
 */
final class HandOver {
    /** What may wait here is a part of what may be held in all. */
    private static final int SHARE = 4;

    private final long mostBytes;
    private final int mostRecords;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger records = new AtomicInteger();

    HandOver(Limits limits) {
        this.mostBytes = limits.heldBytes() / SHARE;
        this.mostRecords = limits.heldRecords() / SHARE;
    }

    void given(List<ConsumerRecord<byte[], byte[]>> some) {
        bytes.addAndGet(bytes(some));
        records.addAndGet(some.size());
    }

    void taken(List<ConsumerRecord<byte[], byte[]>> some) {
        bytes.addAndGet(-bytes(some));
        records.addAndGet(-some.size());
    }

    /** Whether so much waits that nothing more should come. */
    boolean full() {
        return bytes.get() > mostBytes || records.get() > mostRecords;
    }

    private static long bytes(List<ConsumerRecord<byte[], byte[]>> some) {
        long sum = 0;
        for (ConsumerRecord<byte[], byte[]> record : some) {
            sum += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        }
        return sum;
    }
}
