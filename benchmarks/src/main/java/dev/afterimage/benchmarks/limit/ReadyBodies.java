package dev.afterimage.benchmarks.limit;

import dev.afterimage.benchmarks.data.Change;
import dev.afterimage.benchmarks.data.ChangeStream;
import dev.afterimage.benchmarks.data.Positions;
import dev.afterimage.benchmarks.data.ReadyDocument;
import dev.afterimage.benchmarks.data.Topic;
import dev.afterimage.benchmarks.data.TopicLoader;
import dev.afterimage.benchmarks.data.Workload;
import dev.afterimage.cdc.key.IndexNames;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Bulk bodies made before the clock runs: the very documents that the indexer writes for a workload, in the same order.
 *
 * <p>They lie in a file rather than in memory, and come from the page cache when they are sent.
 *
 * @param file where they lie one behind the other
 * @param lengths bytes of each
 * @param documents documents in each but the last, which may have fewer
 * @param total documents in all
 */
public record ReadyBodies(Path file, List<Integer> lengths, int documents, int total) {
    private static final int DOCUMENTS = 1000;

    public static ReadyBodies of(Path file, Topic topic, Workload workload, int changes) {
        ChangeStream stream = new ChangeStream(workload);
        ReadyDocument ready = new ReadyDocument(topic, workload.seed());
        byte[] head = ("{\"index\":{\"_index\":\"" + IndexNames.writeAlias(topic.index())
                        + "\",\"version_type\":\"external_gte\",\"_id\":\"")
                .getBytes(StandardCharsets.US_ASCII);
        long[] offsets = new long[Topic.PARTITIONS];
        List<Integer> lengths = new ArrayList<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream(DOCUMENTS * 1200);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (int i = 1; i <= changes; i++) {
                long committedAt = TopicLoader.committedAt(stream.events());
                stream.next(committedAt, change -> add(change, committedAt, ready, head, offsets, body));
                if (i % DOCUMENTS == 0 || i == changes) {
                    lengths.add(body.size());
                    body.writeTo(out);
                    body.reset();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ReadyBodies(file, List.copyOf(lengths), DOCUMENTS, changes);
    }

    private static void add(
            Change change,
            long committedAt,
            ReadyDocument ready,
            byte[] head,
            long[] offsets,
            ByteArrayOutputStream body) {
        if (change.kind() != Change.Kind.UPSERT) {
            throw new IllegalArgumentException("the limit is measured with updates only");
        }
        int partition = TopicLoader.partition(change.keyJson());
        body.writeBytes(head);
        body.writeBytes((change.key() + "\",\"version\":" + Positions.version(change.event()) + "}}\n")
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(ready.update(change.key(), change.event(), committedAt, partition, offsets[partition]++));
        body.write('\n');
    }

    /** Documents in the bodies up to one of them. */
    public int documentsBefore(int body) {
        return Math.min(total, body * documents);
    }
}
