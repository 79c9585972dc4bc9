package dev.afterimage.benchmarks.micro;

import dev.afterimage.benchmarks.data.Change;
import dev.afterimage.benchmarks.data.ChangeStream;
import dev.afterimage.benchmarks.data.Topic;
import dev.afterimage.benchmarks.data.TopicLoader;
import dev.afterimage.benchmarks.data.Workload;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Change events in memory, the same ones that IDX-1 reads, used again and again. Not thread-safe. */
final class Records {
    static final Topic TOPIC = new Topic("micro");
    private static final int COUNT = 2_000;

    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private int at;

    Records() {
        ChangeStream stream = new ChangeStream(Workload.updates(1, 200_000));
        for (int i = 0; i < COUNT; i++) {
            stream.next(TopicLoader.committedAt(i), changes::add);
        }
        for (Change change : changes) {
            records.add(new ConsumerRecord<>(TOPIC.name(), 0, change.event(), change.keyJson(), change.value()));
        }
    }

    ConsumerRecord<byte[], byte[]> next() {
        at = at + 1 < COUNT ? at + 1 : 0;
        return records.get(at);
    }
}
