package dev.afterimage.benchmarks.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.cdc.key.IndexNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The index that a contestant writes to, made anew for every run with the same mapping and settings for all. */
public final class TargetIndex {
    private final SearchNode node;
    private final String name;

    /**
     * What may differ from benchmark to benchmark.
     *
     * @param refresh the refresh interval; -1 for never
     * @param gcDeletes how long the node remembers deletes
     */
    public record Settings(String refresh, String gcDeletes) {
        /** For rates: no refresh while it runs. */
        public static final Settings DRAIN = new Settings("-1", "60s");
        /** For latencies: what an index gets by default. */
        public static final Settings LIVE = new Settings("1s", "60s");

        public Settings forgettingDeletes() {
            return new Settings(refresh, "0s");
        }
    }

    public TargetIndex(SearchNode node, String name) {
        this.node = node;
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** Removes it, with all that the indexer remembers of its tables, and makes it again, empty. */
    public void renew(Settings settings) {
        node.find("DELETE", "/" + name);
        node.find("DELETE", "/afterimage-control");
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("settings")
                .put("index.number_of_shards", 1)
                .put("index.number_of_replicas", 0)
                .put("index.refresh_interval", settings.refresh())
                .put("index.gc_deletes", settings.gcDeletes())
                .put("index.translog.durability", "request");
        body.set("mappings", mapping());
        ObjectNode aliases = body.putObject("aliases");
        aliases.putObject(IndexNames.writeAlias(name)).put("is_write_index", true);
        aliases.putObject(IndexNames.liveAlias(name))
                .putObject("filter")
                .putObject("bool")
                .putObject("must_not")
                .putObject("term")
                .put("_cdc.deleted", true);
        node.require("PUT", "/" + name, body.toString());
    }

    /** Operations that were sent to the index so far, refused ones included. */
    public long operations() {
        JsonNode indexing = node.require("GET", "/" + name + "/_stats/indexing", "")
                .path("_all")
                .path("primaries")
                .path("indexing");
        return indexing.path("index_total").asLong()
                + indexing.path("index_failed").asLong()
                + indexing.path("delete_total").asLong();
    }

    public void refresh() {
        node.require("POST", "/" + name + "/_refresh", "");
    }

    /** Removes it. */
    public void delete() {
        node.find("DELETE", "/" + name);
    }

    private static JsonNode mapping() {
        try (InputStream in = Objects.requireNonNull(TargetIndex.class.getResourceAsStream("orders.json"))) {
            return SearchNode.JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
