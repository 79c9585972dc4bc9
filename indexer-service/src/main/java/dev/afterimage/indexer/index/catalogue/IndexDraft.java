package dev.afterimage.indexer.index.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.key.IndexNames;
import dev.afterimage.indexer.index.Call;
import dev.afterimage.indexer.index.ElasticsearchConnection;
import dev.afterimage.indexer.index.Json;
import dev.afterimage.indexer.index.Reply;
import dev.afterimage.indexer.index.SinkFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An index as {@link IndexCatalogue} would make or extend it, with nothing made and nothing extended.
 *
 * <p>What is there was only read. Not thread-safe.
 */
public final class IndexDraft {
    private static final String ANSWER = "an answer about indices";

    private final boolean exists;
    private final String name;
    private final ObjectNode properties;
    private final List<String> obstacles;
    private final long foreign;

    private IndexDraft(boolean exists, String name, ObjectNode properties, List<String> obstacles, long foreign) {
        this.exists = exists;
        this.name = name;
        this.properties = properties;
        this.obstacles = List.copyOf(obstacles);
        this.foreign = foreign;
    }

    /** Looks at what is there. Blocking. */
    public static IndexDraft of(ElasticsearchConnection connection, String index) throws SinkFailure {
        List<String> obstacles = new ArrayList<>();
        String write = IndexNames.writeAlias(index);
        JsonNode writers = json(connection, "/" + Call.segment(write));
        boolean rebuilt =
                writers.size() == 1 && ExistingIndex.read(write, writers).standsFor(index);
        JsonNode found = rebuilt ? writers : json(connection, "/" + Call.segment(index));
        if (found.isEmpty()) {
            if (!writers.isEmpty()) {
                obstacles.add("alias " + write + " leads to " + names(writers)
                        + ": the index would not be made; remove the alias there");
            }
            return new IndexDraft(false, index, JsonNodeFactory.instance.objectNode(), obstacles, 0);
        }
        if (found.size() > 1) {
            obstacles.add("the name leads to " + names(found) + "; documents are written to one index");
            return new IndexDraft(true, index, JsonNodeFactory.instance.objectNode(), obstacles, 0);
        }
        ExistingIndex existing = ExistingIndex.read(index, found);
        JsonNode settings = found.path(existing.name()).path("settings").path("index");
        aliases(existing, writers, write, IndexNames.liveAlias(index), obstacles);
        blocks(settings, obstacles);
        JsonNode known = existing.properties();
        return new IndexDraft(
                true,
                existing.name(),
                known instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode(),
                obstacles,
                foreign(connection, existing.name()));
    }

    private static void aliases(
            ExistingIndex existing, JsonNode writers, String write, String live, List<String> obstacles) {
        if (!existing.aliases().has(write)) {
            obstacles.add(
                    writers.isEmpty()
                            ? "it has no alias " + write + ": somebody else made it; the alias would be added, and its"
                                    + " documents written over where ids meet"
                            : "alias " + write + " leads to " + names(writers) + ": nothing would be written");
        }
        if (!existing.aliases().has(live)) {
            obstacles.add("it has no alias " + live + ": it would be added, for readers");
        }
    }

    private static void blocks(JsonNode settings, List<String> obstacles) {
        for (Map.Entry<String, JsonNode> block : settings.path("blocks").properties()) {
            if (block.getValue().asBoolean(false)) {
                obstacles.add("index.blocks." + block.getKey() + " is set: writes would be held");
            }
        }
    }

    /** Documents without our {@code _cdc}. */
    private static long foreign(ElasticsearchConnection connection, String index) throws SinkFailure {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("query")
                .putObject("bool")
                .putObject("must_not")
                .putObject("exists")
                .put("field", "_cdc.version");
        Call call = Call.of("POST", "/" + Call.segment(index) + "/_count", Json.bytes(body));
        return Json.tree(connection.require(call), ANSWER).path("count").asLong();
    }

    /** The answer to a GET, empty where there is no such thing. */
    private static JsonNode json(ElasticsearchConnection connection, String path) throws SinkFailure {
        Reply reply = connection.ask(Call.of("GET", path));
        if (reply instanceof Reply.Answer answer && answer.status() == 404 && answer.body().length > 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode tree = Json.tree(reply.bodyOf("GET " + path), ANSWER);
        if (!tree.isObject()) {
            throw new SinkFailure(FailureCategory.SINK_UNAVAILABLE, ANSWER + " is no object");
        }
        return tree;
    }

    private static String names(JsonNode byName) {
        List<String> names = new ArrayList<>();
        byName.fieldNames().forEachRemaining(names::add);
        return String.join(", ", names);
    }

    /** Whether it is there. */
    public boolean exists() {
        return exists;
    }

    /** Its own name, which differs from the one asked for where it is a generation of it. */
    public String name() {
        return name;
    }

    /** What stands in the way, a sentence each. */
    public List<String> obstacles() {
        return obstacles;
    }

    /** How many of its documents hold no {@code _cdc}. */
    public long foreign() {
        return foreign;
    }

    /** Extends the draft as the index would be, and tells what does not fit. */
    public List<Diagnosis> extend(MappingPlan plan) {
        MappingComparison comparison = MappingComparison.of(plan, properties);
        new MappingPlan(comparison.missing(), false)
                .properties()
                .properties()
                .forEach(field -> properties.set(field.getKey(), field.getValue()));
        return comparison.diagnoses();
    }

    /** Each field of the top level and what it is indexed as. */
    public Map<String, String> fields() {
        Map<String, String> fields = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : properties.properties()) {
            if (!field.getKey().equals("_cdc")) {
                JsonNode told = field.getValue();
                boolean stored = !told.path("enabled").asBoolean(true);
                fields.put(
                        field.getKey(),
                        stored ? "stored only" : told.path("type").asText("object"));
            }
        }
        return fields;
    }
}
