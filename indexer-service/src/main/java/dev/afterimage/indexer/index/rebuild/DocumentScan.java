package dev.afterimage.indexer.index.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.indexer.index.Call;
import dev.afterimage.indexer.index.ElasticsearchConnection;
import dev.afterimage.indexer.index.Json;
import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.indexer.rebuild.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through an index in the order of sequence numbers.
 *
 * <p>It needs no point in time and can go on from a number after a crash: a document that is changed meanwhile gets a higher number, so that it
 * comes later or, beyond the end that was set, not at all. Blocking and thread-safe.
 */
public final class DocumentScan {
    private static final String ANSWER = "the answer to a search";
    private static final List<String> COMPARED =
            List.of("_cdc.checksum", "_cdc.deleted", "_cdc.topic", "_cdc.partition", "_cdc.offset");

    /**
     * A page of entries.
     *
     * @param last the highest sequence number of it
     * @param end whether nothing comes after it
     */
    public record Page(List<Entry> entries, long last, boolean end) {}

    private final ElasticsearchConnection connection;

    public DocumentScan(ElasticsearchConnection connection) {
        this.connection = connection;
    }

    /** The highest sequence number that searches see, -1 for an empty index. */
    public long last(String concrete) throws SinkFailure {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("size", 1).put("_source", false).put("track_total_hits", false).put("seq_no_primary_term", true);
        body.putArray("sort").addObject().put("_seq_no", "desc");
        JsonNode hits = hits(concrete, body);
        return hits.isEmpty() ? -1 : hits.get(0).path("_seq_no").asLong(-1);
    }

    /** Documents from a sequence number on; those with that number too. */
    List<ScannedDocument> documents(String concrete, long from, int size, boolean tombstonesOnly) throws SinkFailure {
        ObjectNode body = page(from, size);
        if (tombstonesOnly) {
            ((ArrayNode) body.path("query").path("bool").path("filter"))
                    .addObject()
                    .putObject("term")
                    .put("_cdc.deleted", true);
        }
        try {
            return ScanReader.read(connection.require(search(concrete, body)));
        } catch (IOException e) {
            throw new SinkFailure(FailureCategory.SINK_UNAVAILABLE, ANSWER + " cannot be read: " + e.getMessage());
        }
    }

    /** Entries from a sequence number on, those with that number too. */
    public Page entries(String concrete, long from, int size) throws SinkFailure {
        ObjectNode body = page(from, size);
        ArrayNode included = body.putArray("_source");
        COMPARED.forEach(included::add);
        JsonNode hits = hits(concrete, body);
        List<Entry> entries = new ArrayList<>(hits.size());
        long last = from;
        for (JsonNode hit : hits) {
            entries.add(entry(hit));
            last = Math.max(last, hit.path("_seq_no").asLong());
        }
        return new Page(entries, last, hits.size() < size);
    }

    /** What stands under the ids of some entries, in their order, null where nothing does; every acknowledged write is seen. */
    public List<@Nullable Entry> at(String concrete, List<Entry> entries) throws SinkFailure {
        if (entries.isEmpty()) {
            return List.of();
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode docs = body.putArray("docs");
        for (Entry entry : entries) {
            ObjectNode one = docs.addObject().put("_id", entry.id());
            if (entry.routing() != null) {
                one.put("routing", entry.routing());
            }
        }
        Call call = Call.of("POST", "/" + Call.segment(concrete) + "/_mget", Json.bytes(body))
                .with("_source_includes", String.join(",", COMPARED));
        JsonNode found =
                Json.tree(connection.require(call), "the answer to _mget").path("docs");
        if (found.size() != entries.size()) {
            throw new SinkFailure(
                    FailureCategory.SINK_UNAVAILABLE, "the answer to _mget has " + found.size() + " documents");
        }
        List<@Nullable Entry> all = new ArrayList<>(entries.size());
        for (JsonNode doc : found) {
            if (!doc.path("found").isBoolean()) {
                throw new SinkFailure(
                        FailureCategory.INDEX_UNAVAILABLE,
                        concrete + ": " + doc.path("error").path("type").asText("no answer"));
            }
            all.add(doc.path("found").booleanValue() ? entry(doc) : null);
        }
        return all;
    }

    private static ObjectNode page(long from, int size) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("size", size)
                .put("version", true)
                .put("seq_no_primary_term", true)
                .put("track_total_hits", false);
        body.putObject("query")
                .putObject("bool")
                .putArray("filter")
                .addObject()
                .putObject("range")
                .putObject("_seq_no")
                .put("gte", Math.max(0, from));
        body.putArray("sort").addObject().put("_seq_no", "asc");
        return body;
    }

    private static Entry entry(JsonNode hit) {
        JsonNode cdc = hit.path("_source").path("_cdc");
        return new Entry(
                hit.path("_id").asText(),
                hit.path("_routing").isTextual() ? hit.path("_routing").asText() : null,
                hit.path("_version").asLong(-1),
                cdc.path("deleted").asBoolean(false),
                cdc.path("checksum").path("a").asLong(-1),
                cdc.path("checksum").path("b").asLong(-1),
                cdc.path("topic").asText(""),
                cdc.path("partition").asInt(-1),
                cdc.path("offset").asLong(-1));
    }

    private JsonNode hits(String concrete, ObjectNode body) throws SinkFailure {
        JsonNode answer = Json.tree(connection.require(search(concrete, body)), ANSWER);
        JsonNode hits = answer.path("hits").path("hits");
        if (!hits.isArray() || answer.path("timed_out").asBoolean(false)) {
            throw new SinkFailure(
                    FailureCategory.SINK_UNAVAILABLE, "a search of " + concrete + " has no complete answer");
        }
        return hits;
    }

    private static Call search(String concrete, ObjectNode body) {
        return Call.of("POST", "/" + Call.segment(concrete) + "/_search", Json.bytes(body))
                .with("allow_partial_search_results", "false");
    }
}
