package dev.afterimage.indexer.dryrun;

import dev.afterimage.indexer.plan.StoredFields;
import dev.afterimage.indexer.plan.StoredImage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The documents that would stand, as far as decisions need them: what is written over nothing but in here. Of a document's fields only the
 * names are kept. Safe for use by several threads.
 */
public final class Overlay {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

    /**
     * A document.
     *
     * @param image what later events are judged against
     * @param fields its fields, each with the value null
     */
    public record Standing(StoredImage image, StoredFields fields) {}

    /**
     * What would stand in an index.
     *
     * @param sampleId the first document's id, or null
     */
    public record Counts(
            long documents, long deleted, @Nullable String sampleId) {}

    private final Map<String, Map<String, Standing>> indices = new HashMap<>();
    private final Map<Set<String>, StoredFields> shapes = new HashMap<>();
    private int size;

    public synchronized @Nullable Standing find(String index, String id) {
        return indices.getOrDefault(index, Map.of()).get(id);
    }

    public synchronized void put(String index, String id, StoredImage image, Set<String> fields) {
        StoredFields shape = shapes.computeIfAbsent(Set.copyOf(fields), Overlay::nulls);
        Standing before =
                indices.computeIfAbsent(index, made -> new LinkedHashMap<>()).put(id, new Standing(image, shape));
        size += before == null ? 1 : 0;
    }

    private static StoredFields nulls(Set<String> names) {
        Map<String, byte[]> fields = new HashMap<>();
        new TreeSet<>(names).forEach(name -> fields.put(name, NULL));
        return new StoredFields(fields);
    }

    /** Turns the documents of a source below a version into tombstones. */
    public synchronized void sweep(String index, String source, long version) {
        indices.getOrDefault(index, Map.of()).replaceAll((id, standing) -> {
            StoredImage image = standing.image();
            return image.source().equals(source) && image.version() < version
                    ? new Standing(
                            new StoredImage(
                                    version,
                                    image.commit(),
                                    0,
                                    StoredImage.NO_SNAPSHOT,
                                    source,
                                    image.topic(),
                                    image.partition(),
                                    image.offset(),
                                    true),
                            new StoredFields(Map.of()))
                    : standing;
        });
    }

    /** Documents and tombstones in all. */
    public synchronized int size() {
        return size;
    }

    public synchronized Counts counts(String index) {
        long deleted = 0;
        String sample = null;
        Map<String, Standing> all = indices.getOrDefault(index, Map.of());
        for (Map.Entry<String, Standing> each : all.entrySet()) {
            if (each.getValue().image().deleted()) {
                deleted++;
            } else if (sample == null) {
                sample = each.getKey();
            }
        }
        return new Counts(all.size() - deleted, deleted, sample);
    }
}
