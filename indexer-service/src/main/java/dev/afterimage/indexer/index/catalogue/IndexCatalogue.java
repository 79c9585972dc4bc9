package dev.afterimage.indexer.index.catalogue;

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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an index ready for a table's documents: it exists with its mapping, and both aliases lead to it.
 *
 * <p>An index that is there is used as it is; what it lacks is added, what does not fit is told and never an error. Several instances may
 * do this at once. Blocking and thread-safe.
 */
public final class IndexCatalogue {
    private static final String ANSWER = "an answer about indices";
    private static final Logger LOG = LoggerFactory.getLogger(IndexCatalogue.class);
    /** Member of a mapping's {@code _meta}: an index of ours, whose top level may be changed. */
    static final String MADE_BY = "afterimage";

    private static final int RACES = 5;
    /** Room for wide tables with a sub-field each, and for what is added to them later. */
    private static final int FIELDS_LIMIT = 5000;

    private final ElasticsearchConnection connection;

    public IndexCatalogue(ElasticsearchConnection connection) {
        this.connection = connection;
    }

    /**
     * Ensures that documents of a plan can be written and searched.
     *
     * @return what the index does not fit
     * @throws SinkFailure if the index could not be made or extended; nothing may be written to it yet
     */
    public List<Diagnosis> ensure(String index, MappingPlan plan, IndexShape shape) throws SinkFailure {
        for (int race = 0; race < RACES; race++) {
            ExistingIndex existing = find(index);
            if (existing == null) {
                if (create(index, plan, shape, null)) {
                    return MappingComparison.of(plan, withCdc(plan)).diagnoses();
                }
                continue;
            }
            aliases(index, existing);
            return extend(existing, plan);
        }
        throw new SinkFailure(
                FailureCategory.INDEX_UNAVAILABLE, index + " comes and goes: somebody deletes it while it is made");
    }

    /**
     * Makes the index of a new generation, if it is not there, ready for documents of a plan.
     *
     * @param generation what it is to be: its own aliases lead to it, and none of the index that it is a generation of
     */
    public List<Diagnosis> ensure(Generation generation, MappingPlan plan, IndexShape shape) throws SinkFailure {
        if (find(generation.name()) == null) {
            create(generation.name(), plan, shape, generation);
        }
        return ensure(generation.name(), plan, shape);
    }

    /**
     * What is written to under a name: where its write alias leads, or what has the name itself.
     *
     * @return null if there is nothing
     */
    private @Nullable ExistingIndex find(String index) throws SinkFailure {
        String write = IndexNames.writeAlias(index);
        Reply byAlias = connection.ask(Call.of("GET", path(write)));
        if (!missing(byAlias)) {
            JsonNode answer = Json.tree(byAlias.bodyOf("GET " + write), ANSWER);
            if (answer.size() == 1) {
                ExistingIndex existing = ExistingIndex.read(write, answer);
                if (existing.standsFor(index)) {
                    return existing;
                }
            }
            List<String> indices = new ArrayList<>();
            answer.fieldNames().forEachRemaining(indices::add);
            // Writes must never follow an alias to an index that is not the one looked at.
            throw new SinkFailure(
                    FailureCategory.INDEX_UNAVAILABLE,
                    "alias " + write + " leads to " + String.join(", ", indices)
                            + ": remove it there, or name the index so");
        }
        Reply byName = connection.ask(Call.of("GET", path(index)));
        if (missing(byName)) {
            return null;
        }
        ExistingIndex existing = ExistingIndex.read(index, Json.tree(byName.bodyOf("GET " + index), ANSWER));
        Generation generation = existing.generation();
        if (generation != null && generation.replacedBy() != null) {
            // It lacks what was written since; to take it up again would lose that without a word.
            throw new SinkFailure(
                    FailureCategory.INDEX_UNAVAILABLE,
                    existing.name() + " was replaced by " + generation.replacedBy()
                            + ", which is gone: bring that back, or delete both and read the topic from its beginning");
        }
        return existing;
    }

    /** @return false if somebody else has just made it */
    private boolean create(String index, MappingPlan plan, IndexShape shape, @Nullable Generation generation)
            throws SinkFailure {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode settings = body.putObject("settings");
        settings.put("index.number_of_shards", shape.shards());
        settings.put("index.number_of_replicas", shape.replicas());
        settings.put("index.refresh_interval", shape.refreshInterval());
        settings.put("index.mapping.total_fields.limit", FIELDS_LIMIT);
        if (plan.byValue() || plan.fields().stream().anyMatch(field -> field.kind() == FieldKind.OBJECT)) {
            // A document with ever new members must not use up the room of the table's own columns.
            settings.put("index.mapping.total_fields.ignore_dynamic_beyond_limit", true);
        }
        ObjectNode mappings = plan.byValue() ? ValueMapping.json() : nothingUnplanned();
        ObjectNode meta = mappings.putObject("_meta").put(MADE_BY, true);
        if (generation != null) {
            generation.writeTo(meta);
        }
        body.set("mappings", mappings);
        mappings.set("properties", withCdc(plan));
        ObjectNode aliases = body.putObject("aliases");
        aliases.set(IndexNames.liveAlias(index), live());
        aliases.putObject(IndexNames.writeAlias(index)).put("is_write_index", true);
        Reply made = connection.ask(Call.of("PUT", path(index), Json.bytes(body)));
        if (errorType(made).equals("resource_already_exists_exception")) {
            return false;
        }
        made.bodyOf("make index " + index);
        LOG.info(
                "Made index {} with {} fields and its aliases",
                index,
                plan.fields().size());
        return true;
    }

    private void aliases(String index, ExistingIndex existing) throws SinkFailure {
        ArrayNode actions = JsonNodeFactory.instance.arrayNode();
        String live = IndexNames.liveAlias(index);
        String write = IndexNames.writeAlias(index);
        if (!existing.aliases().has(live)) {
            ObjectNode add = actions.addObject().putObject("add");
            add.put("index", existing.name()).put("alias", live);
            add.setAll(live());
        }
        if (!existing.aliases().has(write)) {
            ObjectNode add = actions.addObject().putObject("add");
            add.put("index", existing.name()).put("alias", write).put("is_write_index", true);
        }
        if (!actions.isEmpty()) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.set("actions", actions);
            connection.require(Call.of("POST", "/_aliases", Json.bytes(body)));
            LOG.info("Added {} of the two aliases to index {}", actions.size(), existing.name());
        }
    }

    private List<Diagnosis> extend(ExistingIndex existing, MappingPlan plan) throws SinkFailure {
        MappingComparison comparison = MappingComparison.of(plan, existing.properties());
        List<Diagnosis> diagnoses = new ArrayList<>(comparison.diagnoses());
        if (!comparison.cdc().isEmpty()) {
            ObjectNode properties = JsonNodeFactory.instance.objectNode();
            properties.set("_cdc", comparison.cdc());
            put(existing.name(), properties).bodyOf("map _cdc in " + existing.name());
        }
        if (plan.byValue() && existing.learnsByValue()) {
            map(existing.name(), ValueMapping.json()).bodyOf("map columns by value in " + existing.name());
        }
        if (comparison.missing().isEmpty()) {
            return diagnoses;
        }
        if (put(existing.name(), new MappingPlan(comparison.missing(), false).properties()) instanceof Reply.Answer all
                && all.ok()) {
            LOG.info("Added {} fields to index {}", comparison.missing().size(), existing.name());
            return diagnoses;
        }
        // One field that is refused (a race with another type, a limit) must not keep the others out.
        for (PlannedField field : comparison.missing()) {
            Reply one = put(existing.name(), new MappingPlan(List.of(field), false).properties());
            if (one instanceof Reply.Answer refused && refused.status() == 400) {
                ItemError error = refused.error();
                diagnoses.add(new Diagnosis(
                        field.column(),
                        field.field(),
                        "nothing (" + (error == null ? "refused" : error.reason()) + ")",
                        field.source(),
                        Diagnosis.Effect.NOT_SEARCHED_EXACTLY));
            } else {
                one.bodyOf("add field " + field.field() + " to " + existing.name());
            }
        }
        return diagnoses;
    }

    private Reply put(String index, ObjectNode properties) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("properties", properties);
        return map(index, body);
    }

    private Reply map(String index, ObjectNode body) {
        return connection.ask(Call.of("PUT", path(index) + "/_mapping", Json.bytes(body)));
    }

    private static ObjectNode nothingUnplanned() {
        return JsonNodeFactory.instance.objectNode().put("dynamic", false);
    }

    private static ObjectNode withCdc(MappingPlan plan) {
        ObjectNode properties = plan.properties();
        properties.set("_cdc", CdcMapping.json());
        return properties;
    }

    /** The readers' alias: without tombstones. */
    public static ObjectNode live() {
        ObjectNode alias = JsonNodeFactory.instance.objectNode();
        alias.putObject("filter")
                .putObject("bool")
                .putObject("must_not")
                .putObject("term")
                .put("_cdc.deleted", true);
        return alias;
    }

    private static boolean missing(Reply reply) {
        return reply instanceof Reply.Answer answer && answer.status() == 404 && answer.body().length > 0;
    }

    private static String errorType(Reply reply) {
        ItemError error = reply instanceof Reply.Answer answer && !answer.ok() ? answer.error() : null;
        return error == null ? "" : error.type();
    }

    private static String path(String index) {
        return "/" + Call.segment(index);
    }
}
