package dev.afterimage.benchmarks.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.benchmarks.data.Expected;
import dev.afterimage.benchmarks.data.Positions;
import dev.afterimage.benchmarks.data.ReadyDocument;
import dev.afterimage.benchmarks.data.Row;
import dev.afterimage.benchmarks.data.Topic;
import dev.afterimage.cdc.checksum.Checksum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Compares every document of an index with the model: presence, version, content and checksum.
 *
 * <p>A deleted row may be absent or stand as a tombstone document. Not thread-safe; used once.
 */
public final class ModelComparison {
    private static final int EXAMPLES = 3;

    private final Expected expected;
    private final Row rows;
    private final ReadyDocument ready;
    private final BitSet seen = new BitSet();
    private final List<String> examples = new ArrayList<>();
    private int extra;
    private int stale;
    private int different;
    private int tombstones;

    private ModelComparison(Topic topic, Expected expected) {
        this.expected = expected;
        this.rows = new Row(expected.seed());
        this.ready = new ReadyDocument(topic, expected.seed());
    }

    /** Compares the whole index. */
    public static IndexCheck of(SearchNode node, Topic topic, Expected expected) {
        ModelComparison comparison = new ModelComparison(topic, expected);
        StoredDocuments.each(node, topic.index(), comparison::look);
        return comparison.result();
    }

    private void look(StoredDocuments.Document document) {
        int key = key(document.id());
        if (key < 0 || !expected.touched(key)) {
            extra++;
            example(document.id(), "extra");
            return;
        }
        seen.set(key);
        JsonNode cdc = document.source().path("_cdc");
        if (expected.deleted(key)) {
            boolean tombstone = cdc.path("deleted").asBoolean(false)
                    && document.version() == Positions.version(expected.newest(key));
            tombstones += tombstone ? 1 : 0;
            extra += tombstone ? 0 : 1;
            if (!tombstone) {
                example(document.id(), "was deleted");
            }
            return;
        }
        int event = expected.newest(key);
        if (document.version() != Positions.version(event)
                || cdc.path("version").asLong() != document.version()) {
            stale++;
            example(document.id(), "version " + document.version() + " instead of " + Positions.version(event));
            return;
        }
        byte[] row = rows.json(key, event);
        Checksum sum = ready.checksum(row);
        boolean sameSum = cdc.path("checksum").path("a").asLong(-1) == sum.a()
                && cdc.path("checksum").path("b").asLong(-1) == sum.b();
        ObjectNode content = document.source();
        content.remove("_cdc");
        if (!sameSum || !content.equals(tree(row))) {
            different++;
            example(document.id(), sameSum ? "other content" : "other checksum");
        }
    }

    private IndexCheck result() {
        int missing = 0;
        for (int key = 0; key < expected.keys(); key++) {
            if (expected.touched(key) && !expected.deleted(key) && !seen.get(key)) {
                missing++;
                example(Integer.toString(key), "missing");
            }
        }
        return new IndexCheck(expected.live(), missing, extra, stale, different, tombstones, List.copyOf(examples));
    }

    private int key(String id) {
        try {
            int key = Integer.parseInt(id);
            return key < expected.keys() ? key : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void example(String id, String what) {
        if (examples.size() < EXAMPLES) {
            examples.add(id + ": " + what);
        }
    }

    private static JsonNode tree(byte[] json) {
        try {
            return SearchNode.JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
