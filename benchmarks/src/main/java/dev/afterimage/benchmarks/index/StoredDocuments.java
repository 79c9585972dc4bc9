package dev.afterimage.benchmarks.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Reads an index from one end to the other at one point in time. */
public final class StoredDocuments {
    private static final int PAGE = 2_000;

    /**
     * One document.
     *
     * @param id its id
     * @param version its {@code _version}
     * @param source what was stored
     */
    public record Document(String id, long version, ObjectNode source) {}

    private StoredDocuments() {}

    /** Gives every document to a consumer, after a refresh. */
    public static void each(SearchNode node, String index, Consumer<Document> to) {
        node.require("POST", "/" + index + "/_refresh", "");
        String pit = node.require("POST", "/" + index + "/_pit?keep_alive=2m", "")
                .path("id")
                .asText();
        JsonNode after = JsonNodeFactory.instance.missingNode();
        while (true) {
            JsonNode page = node.require("POST", "/_search", request(pit, after))
                    .path("hits")
                    .path("hits");
            for (JsonNode hit : page) {
                if (hit.path("_source") instanceof ObjectNode source) {
                    to.accept(new Document(
                            hit.path("_id").asText(), hit.path("_version").asLong(), source));
                }
                after = hit.path("sort");
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        node.require(
                "DELETE",
                "/_pit",
                JsonNodeFactory.instance.objectNode().put("id", pit).toString());
    }

    private static String request(String pit, JsonNode after) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("size", PAGE).put("version", true).put("track_total_hits", false);
        body.putObject("pit").put("id", pit).put("keep_alive", "2m");
        body.putArray("sort").add("_shard_doc");
        if (after instanceof ArrayNode) {
            body.set("search_after", after);
        }
        return body.toString();
    }
}
