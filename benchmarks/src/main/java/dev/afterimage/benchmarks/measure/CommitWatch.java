package dev.afterimage.benchmarks.measure;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** Sees from outside how far a consumer group has committed one topic; the same for every contestant. */
public final class CommitWatch implements AutoCloseable {
    private final Admin admin;
    private final String group;
    private final String topic;

    public CommitWatch(String bootstrapServers, String group, String topic) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.group = group;
        this.topic = topic;
    }

    /** Records committed, over all partitions. */
    public long committed() {
        try {
            long sum = 0;
            for (var each : admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(10, TimeUnit.SECONDS)
                    .entrySet()) {
                OffsetAndMetadata offset = each.getValue();
                if (offset != null && each.getKey().topic().equals(topic)) {
                    sum += offset.offset();
                }
            }
            return sum;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not tell the committed offsets", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
