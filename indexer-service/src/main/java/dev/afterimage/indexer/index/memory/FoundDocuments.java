package dev.afterimage.indexer.index.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.key.IndexNames;
import dev.afterimage.indexer.index.Call;
import dev.afterimage.indexer.index.ElasticsearchConnection;
import dev.afterimage.indexer.index.Json;
import dev.afterimage.indexer.index.SinkFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches an index, by the alias that writes go through, for documents by what their {@code _cdc} says, after a refresh, so that all acknowledged writes are seen. */
final class FoundDocuments {

    /**
     * One hit.
     *
     * @param id its {@code _id}
     * @param routing its routing, or null
     * @param version its {@code _version}
     */
    record Hit(String id, @Nullable String routing, long version) {}

    private final ElasticsearchConnection connection;

    FoundDocuments(ElasticsearchConnection connection) {
        this.connection = connection;
    }

    /** Up to a page of hits. */
    List<Hit> search(String index, ObjectNode query, int page) throws SinkFailure {
        String path = "/" + Call.segment(IndexNames.writeAlias(index));
        connection.require(Call.of("POST", path + "/_refresh"));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("size", page).put("_source", false).put("version", true).put("track_total_hits", false);
        body.putArray("sort").add("_doc");
        body.set("query", query);
        JsonNode answer = Json.tree(
                connection.require(Call.of("POST", path + "/_search", Json.bytes(body))
                        .with("allow_partial_search_results", "false")),
                "the answer to a search");
        JsonNode hits = answer.path("hits").path("hits");
        if (!hits.isArray() || answer.path("timed_out").asBoolean(false)) {
            throw new SinkFailure(FailureCategory.SINK_UNAVAILABLE, "a search of " + index + " has no complete answer");
        }
        List<Hit> found = new ArrayList<>(hits.size());
        for (JsonNode hit : hits) {
            JsonNode routing = hit.path("_routing");
            found.add(new Hit(
                    hit.path("_id").asText(),
                    routing.isTextual() ? routing.textValue() : null,
                    hit.path("_version").asLong(-1)));
        }
        return found;
    }
}
