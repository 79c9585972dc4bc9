package dev.afterimage.indexer.index.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.key.IndexNames;
import dev.afterimage.indexer.index.Call;
import dev.afterimage.indexer.index.ElasticsearchConnection;
import dev.afterimage.indexer.index.ItemError;
import dev.afterimage.indexer.index.Json;
import dev.afterimage.indexer.index.Reply;
import dev.afterimage.indexer.index.SinkFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One small hidden index of documents that instances change together, each change made on the state that it was decided on.
 *
 * <p>Reads are real-time and writes are conditional on the sequence number read, so no change is lost between instances; an acknowledged
 * write is as durable as any of the index's. Should the index vanish under way, nothing makes it anew but a start: what it remembered is
 * gone, and that must be seen. Blocking and thread-safe.
 */
public final class ControlIndex {
    private static final String ANSWER = "an answer of the control index";
    public static final String DEFAULT_NAME = "afterimage-control";

    private static final int RACES = 50;
    private static final int PAGE = 500;

    private final ElasticsearchConnection connection;
    private final String name;

    public ControlIndex(ElasticsearchConnection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** Makes the index if it is not there. */
    public void open() throws SinkFailure {
        Reply found = connection.ask(Call.of("GET", path()));
        if (found instanceof Reply.Answer answer && answer.ok()) {
            return;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("settings")
                .put("index.number_of_shards", 1)
                .put("index.auto_expand_replicas", "0-1")
                .put("index.hidden", true);
        body.putObject("mappings").put("dynamic", false);
        body.putObject("aliases")
                .putObject(IndexNames.writeAlias(name))
                .put("is_write_index", true)
                .put("is_hidden", true);
        Reply made = connection.ask(Call.of("PUT", path(), Json.bytes(body)));
        ItemError error = made instanceof Reply.Answer answer && !answer.ok() ? answer.error() : null;
        if (error == null || !error.type().equals("resource_already_exists_exception")) {
            made.bodyOf("make " + name);
        }
    }

    /** The documents of some ids, null where there is none. */
    List<@Nullable JsonNode> read(List<String> ids) throws SinkFailure {
        List<@Nullable JsonNode> all = new ArrayList<>(ids.size());
        for (int from = 0; from < ids.size(); from += PAGE) {
            page(ids.subList(from, Math.min(from + PAGE, ids.size())), all);
        }
        return all;
    }

    /**
     * Changes one document.
     *
     * @param change gets the document or null, answers the new one, or null to remove it; called again after a race, so without effects
     */
    void change(String id, UnaryOperator<@Nullable ObjectNode> change) throws SinkFailure {
        for (int race = 0; race < RACES; race++) {
            Held held = held(id);
            ObjectNode next = change.apply(
                    held.document() == null ? null : held.document().deepCopy());
            if (next == null ? held.document() == null : next.equals(held.document())) {
                return;
            }
            Reply written = connection.ask(writing(id, held, next));
            if (!(written instanceof Reply.Answer answer && answer.status() == 409)) {
                written.bodyOf("write to " + name);
                return;
            }
        }
        throw new SinkFailure(FailureCategory.SINK_THROTTLED, "others keep changing the same document of " + name);
    }

    /**
     * What became of documents that were to be made; those in neither were.
     *
     * @param there the ids of those that are there already, which were left as they are
     * @param refused those that the index did not take now, and why
     */
    record Creation(Set<String> there, Map<String, SinkFailure> refused) {}

    /** Makes documents of which most are not there yet, in one request. */
    Creation create(Map<String, ObjectNode> documents) throws SinkFailure {
        StringBuilder body = new StringBuilder();
        List<String> ids = List.copyOf(documents.keySet());
        for (String id : ids) {
            ObjectNode action = JsonNodeFactory.instance.objectNode();
            action.putObject("create").put("_id", id).put("require_alias", true);
            body.append(action).append('\n').append(documents.get(id)).append('\n');
        }
        String path = "/" + Call.segment(IndexNames.writeAlias(name)) + "/_bulk";
        JsonNode items = Json.tree(
                        connection.require(Call.of("POST", path, body.toString().getBytes(StandardCharsets.UTF_8))),
                        ANSWER)
                .path("items");
        if (items.size() != ids.size()) {
            throw new SinkFailure(
                    FailureCategory.SINK_UNAVAILABLE, "the answer to _bulk has " + items.size() + " items");
        }
        Creation creation = new Creation(new HashSet<>(), new HashMap<>());
        for (int i = 0; i < ids.size(); i++) {
            JsonNode item = items.get(i).path("create");
            int status = item.path("status").asInt();
            if (status == 409) {
                creation.there().add(ids.get(i));
            } else if (status < 200 || status > 299) {
                creation.refused()
                        .put(
                                ids.get(i),
                                new SinkFailure(
                                        status == 429
                                                ? FailureCategory.SINK_THROTTLED
                                                : FailureCategory.SINK_UNAVAILABLE,
                                        name + " refused a document with " + status + " "
                                                + item.path("error")
                                                        .path("type")
                                                        .asText()));
            }
        }
        return creation;
    }

    private record Held(@Nullable ObjectNode document, long sequence, long term) {}

    private Held held(String id) throws SinkFailure {
        Reply reply = connection.ask(Call.of("GET", path() + "/_doc/" + Call.segment(id)));
        if (reply instanceof Reply.Answer answer && answer.status() == 404 && answer.error() == null) {
            JsonNode none = Json.tree(answer.body(), ANSWER);
            if (none.path("found").isBoolean()) {
                return new Held(null, -1, -1);
            }
        }
        JsonNode found = Json.tree(reply.bodyOf("read from " + name), ANSWER);
        if (!(found.path("_source") instanceof ObjectNode document)) {
            throw new SinkFailure(FailureCategory.SINK_UNAVAILABLE, "an answer of " + name + " has no document");
        }
        return new Held(
                document,
                found.path("_seq_no").asLong(-1),
                found.path("_primary_term").asLong(-1));
    }

    private Call writing(String id, Held held, @Nullable ObjectNode next) {
        String target = "/" + Call.segment(IndexNames.writeAlias(name)) + "/_doc/" + Call.segment(id);
        Call call = next == null
                ? Call.of("DELETE", target)
                : Call.of("PUT", target, Json.bytes(next)).with("require_alias", "true");
        return held.document() == null
                ? call.with("op_type", "create")
                : call.with("if_seq_no", Long.toString(held.sequence()))
                        .with("if_primary_term", Long.toString(held.term()));
    }

    private void page(List<String> ids, List<@Nullable JsonNode> all) throws SinkFailure {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode wanted = body.putArray("ids");
        ids.forEach(wanted::add);
        JsonNode docs = Json.tree(connection.require(Call.of("POST", path() + "/_mget", Json.bytes(body))), ANSWER)
                .path("docs");
        if (docs.size() != ids.size()) {
            throw new SinkFailure(
                    FailureCategory.SINK_UNAVAILABLE, "the answer to _mget has " + docs.size() + " documents");
        }
        for (JsonNode doc : docs) {
            if (!doc.path("found").isBoolean()) {
                throw new SinkFailure(
                        FailureCategory.INDEX_UNAVAILABLE,
                        name + ": " + doc.path("error").path("type").asText("no answer"));
            }
            all.add(doc.path("found").booleanValue() ? doc.path("_source") : null);
        }
    }

    private String path() {
        return "/" + Call.segment(name);
    }
}
