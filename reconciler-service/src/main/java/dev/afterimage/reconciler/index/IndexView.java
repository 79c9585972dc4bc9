package dev.afterimage.reconciler.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.reconciler.compare.Buckets;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One index at one point in time. Not thread-safe; closing it frees what the node keeps for it.
 *
 * <p>A bound is a version: what has a higher one changed after the position that is compared. Live documents are those that are no
 * tombstones, also those that hold no {@code _cdc} at all, since the pipeline did not write them.
 */
public final class IndexView implements AutoCloseable {
    private static final int PAGE = 10_000;
    private static final int PAGE_OF_SOURCES = 1_000;
    private static final int IDS_AT_ONCE = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Index index;
    private final String name;
    private final Optional<WriteMark> mark;
    private String point;

    IndexView(Index index, String name, String point, Optional<WriteMark> mark) {
        this.index = index;
        this.name = name;
        this.point = point;
        this.mark = mark;
    }

    /** A mark whose writes are all in this view, if the index tells one. */
    public Optional<WriteMark> mark() {
        return mark;
    }

    /** Ids of everything, tombstones too, that changed after the bound. */
    public void changedAfter(long bound, Consumer<String> each) {
        ObjectNode query = NODES.objectNode();
        query.putObject("range").putObject(Hits.VERSION).put("gt", bound);
        scan(query, false, document -> each.accept(document.id()));
    }

    /** How many live documents there were at the bound. */
    public long count(long bound) {
        ObjectNode search = search(live(bound), 0);
        search.put("track_total_hits", true);
        return total(answer(search));
    }

    private static long total(JsonNode answer) {
        return answer.path("hits").path("total").path("value").asLong();
    }

    /**
     * Live documents added up.
     *
     * @param buckets by their checksums; those without one are in none
     * @param count all of them
     */
    public record Sums(Buckets buckets, long count) {}

    /** The live documents of the bound. */
    public Sums sums(long bound, int shift) {
        ObjectNode search = search(live(bound), 0);
        search.put("track_total_hits", true);
        ObjectNode byBucket = search.putObject("aggs").putObject("buckets");
        byBucket.putObject("histogram")
                .put("field", Hits.SUM_A)
                .put("interval", 1L << shift)
                .put("min_doc_count", 1);
        ObjectNode sums = byBucket.putObject("aggs");
        sums.putObject("a").putObject("sum").put("field", Hits.SUM_A);
        sums.putObject("b").putObject("sum").put("field", Hits.SUM_B);
        Buckets buckets = new Buckets();
        JsonNode answer = answer(search);
        for (JsonNode bucket : answer.path("aggregations").path("buckets").path("buckets")) {
            buckets.add(
                    (long) bucket.path("key").asDouble() >> shift,
                    bucket.path("doc_count").asLong(),
                    (long) bucket.path("a").path("value").asDouble(),
                    (long) bucket.path("b").path("value").asDouble());
        }
        return new Sums(buckets, total(answer));
    }

    /** The live documents of some buckets at the bound. */
    public void documentsOf(List<Long> buckets, int shift, long bound, Consumer<StoredDocument> each) {
        for (int from = 0; from < buckets.size(); from += IDS_AT_ONCE) {
            ObjectNode query = live(bound);
            ArrayNode ranges = ((ObjectNode) query.path("bool")).putArray("should");
            ((ObjectNode) query.path("bool")).put("minimum_should_match", 1);
            for (Long bucket : buckets.subList(from, Math.min(buckets.size(), from + IDS_AT_ONCE))) {
                ranges.addObject()
                        .putObject("range")
                        .putObject(Hits.SUM_A)
                        .put("gte", bucket << shift)
                        .put("lt", bucket + 1 << shift);
            }
            scan(query, false, each);
        }
    }

    /**
     * Every document, without its content, whatever its version, that is no tombstone and was written after an operation.
     *
     * @param operation as in a {@link WriteMark}; -1 for all documents
     */
    public void writtenAfter(long operation, Consumer<StoredDocument> each) {
        ObjectNode query = NODES.objectNode();
        ObjectNode bool = query.putObject("bool");
        bool.putArray("must_not").addObject().putObject("term").put("_cdc.deleted", true);
        if (operation >= 0) {
            bool.putArray("filter")
                    .addObject()
                    .putObject("range")
                    .putObject("_seq_no")
                    .put("gt", operation);
        }
        scan(query, false, each);
    }

    /** Every live document of the bound with its content. */
    public void documents(long bound, Consumer<StoredDocument> each) {
        scan(live(bound), true, each);
    }

    /** The live documents with content whose checksum's first piece is in a range: a part of the index. */
    public void documentsIn(long fromPiece, long toPiece, long bound, Consumer<StoredDocument> each) {
        ObjectNode query = live(bound);
        ((ObjectNode) query.path("bool"))
                .putArray("filter")
                .addObject()
                .putObject("range")
                .putObject(Hits.SUM_A)
                .put("gte", fromPiece)
                .put("lt", toPiece);
        scan(query, true, each);
    }

    /** The documents with some ids, tombstones too, with their content, whatever their version. */
    public void withIds(Collection<String> ids, Consumer<StoredDocument> each) {
        Iterator<String> rest = ids.iterator();
        while (rest.hasNext()) {
            ObjectNode query = NODES.objectNode();
            ArrayNode some = query.putObject("ids").putArray("values");
            for (int i = 0; i < IDS_AT_ONCE && rest.hasNext(); i++) {
                some.add(rest.next());
            }
            scan(query, true, each);
        }
    }

    /** The highest version that the pipeline gave any document, tombstones too; 0 for none. */
    public long highestVersion() {
        ObjectNode search = search(NODES.objectNode().set("match_all", NODES.objectNode()), 1);
        search.putArray("sort")
                .addObject()
                .putObject(Hits.VERSION)
                .put("order", "desc")
                .put("missing", "_last")
                .put("unmapped_type", "long");
        search.putArray("docvalue_fields").add(Hits.VERSION);
        List<StoredDocument> found =
                Hits.read(index.send("POST", "/_search", search)).documents();
        Long given = found.isEmpty() ? null : found.getFirst().given();
        return given == null ? 0 : given;
    }

    private static ObjectNode live(long bound) {
        ObjectNode query = NODES.objectNode();
        ArrayNode not = query.putObject("bool").putArray("must_not");
        not.addObject().putObject("term").put("_cdc.deleted", true);
        not.addObject().putObject("range").putObject(Hits.VERSION).put("gt", bound);
        return query;
    }

    private ObjectNode search(JsonNode query, int size) {
        ObjectNode search = NODES.objectNode();
        search.put("size", size).put("track_total_hits", false);
        search.set("query", query);
        search.putObject("pit").put("id", point).put("keep_alive", Index.KEEP_ALIVE);
        return search;
    }

    private JsonNode answer(ObjectNode search) {
        JsonNode answer = index.json("POST", "/_search", search);
        if (answer.path("timed_out").asBoolean()
                || answer.path("_shards").path("failed").asInt() > 0) {
            throw new IndexException("not all shards of " + name + " answered a search", null);
        }
        return answer;
    }

    private void scan(JsonNode query, boolean withSource, Consumer<StoredDocument> each) {
        @Nullable String after = null;
        int size = withSource ? PAGE_OF_SOURCES : PAGE;
        while (true) {
            ObjectNode search = search(query, size);
            search.put("_source", withSource).put("version", true);
            search.putArray("docvalue_fields")
                    .add(Hits.VERSION)
                    .add(Hits.SUM_A)
                    .add(Hits.SUM_B)
                    .add(Hits.DELETED);
            search.putArray("sort").add("_shard_doc");
            if (after != null) {
                search.set("search_after", tree(after));
            }
            Hits page = Hits.read(index.send("POST", "/_search", search));
            page.documents().forEach(each);
            if (page.point() != null) {
                point = page.point();
            }
            after = page.after();
            if (after == null || page.documents().size() < size) {
                return;
            }
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IndexException("the index answered a sort value that is no JSON", e);
        }
    }

    @Override
    public void close() {
        try {
            index.send("DELETE", "/_pit", NODES.objectNode().put("id", point));
        } catch (IndexException e) {
            // The node frees it by itself when its time is over.
        }
    }
}
