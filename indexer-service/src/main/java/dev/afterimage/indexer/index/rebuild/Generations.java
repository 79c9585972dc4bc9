package dev.afterimage.indexer.index.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.key.IndexNames;
import dev.afterimage.indexer.index.Call;
import dev.afterimage.indexer.index.ElasticsearchConnection;
import dev.afterimage.indexer.index.Json;
import dev.afterimage.indexer.index.Reply;
import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.indexer.index.catalogue.Generation;
import dev.afterimage.indexer.index.catalogue.IndexCatalogue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The generations of indices, and which of them the aliases lead to. Every step may be repeated. Blocking and thread-safe. */
public final class Generations {
    private static final String ANSWER = "an answer about indices";

    /**
     * A concrete index.
     *
     * @param name its own name
     * @param number which generation it is
     * @param shards its primary shards
     */
    public record Standing(String name, int number, int shards) {}

    private final ElasticsearchConnection connection;

    public Generations(ElasticsearchConnection connection) {
        this.connection = connection;
    }

    /** Where an index is written now, or null where nothing is. */
    public @Nullable Standing written(String index) throws SinkFailure {
        return standing(IndexNames.writeAlias(index));
    }

    /** The concrete index of a generation, or null if there is none. */
    public @Nullable Standing of(Generation generation) throws SinkFailure {
        return standing(IndexNames.writeAlias(generation.name()));
    }

    private @Nullable Standing standing(String alias) throws SinkFailure {
        Reply reply = connection.ask(Call.of("GET", path(alias)));
        if (reply instanceof Reply.Answer answer && answer.status() == 404 && answer.body().length > 0) {
            return null;
        }
        JsonNode found = Json.tree(reply.bodyOf("GET " + alias), ANSWER);
        if (found.size() != 1) {
            throw new SinkFailure(
                    FailureCategory.INDEX_UNAVAILABLE, alias + " leads to " + found.size() + " indices, not to one");
        }
        Map.Entry<String, JsonNode> only = found.properties().iterator().next();
        Generation generation = Generation.of(only.getValue().path("mappings"));
        return new Standing(
                only.getKey(),
                generation == null ? 1 : generation.number(),
                only.getValue()
                        .path("settings")
                        .path("index")
                        .path("number_of_shards")
                        .asInt(1));
    }

    /** Makes all acknowledged writes visible to searches. */
    public void refresh(String concrete) throws SinkFailure {
        connection.require(Call.of("POST", path(concrete) + "/_refresh"));
    }

    /** Lets no write in from here on; when this returns, those that were under way are done. */
    public void freeze(String concrete) throws SinkFailure {
        JsonNode answer = Json.tree(connection.require(Call.of("PUT", path(concrete) + "/_block/write")), ANSWER);
        if (!answer.path("acknowledged").asBoolean()
                || !answer.path("shards_acknowledged").asBoolean()) {
            throw new SinkFailure(
                    FailureCategory.SINK_UNAVAILABLE, "not all shards of " + concrete + " are frozen yet");
        }
    }

    public void unfreeze(String concrete) throws SinkFailure {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.putNull("index.blocks.write");
        acknowledged(Call.of("PUT", path(concrete) + "/_settings", Json.bytes(settings)), "unfreeze " + concrete);
    }

    /** Writes down in an index which generation it is, and gives it the alias by which it is written as that. */
    public void mark(String concrete, Generation generation) throws SinkFailure {
        JsonNode found = Json.tree(connection.require(Call.of("GET", path(concrete) + "/_mapping")), ANSWER);
        JsonNode known = found.path(concrete).path("mappings").path("_meta");
        ObjectNode meta =
                known instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        generation.writeTo(meta);
        ObjectNode mapping = JsonNodeFactory.instance.objectNode();
        mapping.set("_meta", meta);
        acknowledged(Call.of("PUT", path(concrete) + "/_mapping", Json.bytes(mapping)), "mark " + concrete);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        add(body.putArray("actions"), concrete, IndexNames.writeAlias(generation.name()))
                .put("is_write_index", true);
        acknowledged(Call.of("POST", "/_aliases", Json.bytes(body)), "name " + concrete);
    }

    /**
     * Lets readers and writers of an index go from one concrete index to another, both in one step.
     *
     * <p>When this returns every node knows it.
     */
    public void exchange(String index, String from, String to) throws SinkFailure {
        String live = IndexNames.liveAlias(index);
        String write = IndexNames.writeAlias(index);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode actions = body.putArray("actions");
        remove(actions, from, live);
        remove(actions, from, write);
        add(actions, to, live).setAll(IndexCatalogue.live());
        add(actions, to, write).put("is_write_index", true);
        acknowledged(Call.of("POST", "/_aliases", Json.bytes(body)), "exchange the aliases of " + index);
    }

    /** Removes an index, if it is there. */
    public void delete(String concrete) throws SinkFailure {
        Reply reply = connection.ask(Call.of("DELETE", path(concrete)));
        if (!(reply instanceof Reply.Answer answer && answer.status() == 404)) {
            reply.bodyOf("delete " + concrete);
        }
    }

    private static ObjectNode add(ArrayNode actions, String index, String alias) {
        return actions.addObject().putObject("add").put("index", index).put("alias", alias);
    }

    private static void remove(ArrayNode actions, String index, String alias) {
        actions.addObject()
                .putObject("remove")
                .put("index", index)
                .put("alias", alias)
                .put("must_exist", false);
    }

    private void acknowledged(Call call, String what) throws SinkFailure {
        if (!Json.tree(connection.require(call), ANSWER).path("acknowledged").asBoolean()) {
            throw new SinkFailure(FailureCategory.SINK_UNAVAILABLE, "not all nodes know yet: " + what);
        }
    }

    private static String path(String name) {
        return "/" + Call.segment(name);
    }
}
