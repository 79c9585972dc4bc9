package dev.afterimage.indexer.index.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.indexer.rebuild.Fill;
import dev.afterimage.indexer.rebuild.Kept;
import dev.afterimage.indexer.rebuild.Phase;
import dev.afterimage.indexer.rebuild.Rebuild;
import dev.afterimage.indexer.rebuild.Start;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rebuilds of all indices, one each: ordered, owned, done. Blocking and thread-safe. */
public final class Rebuilds {
    private static final String ID = "rebuilds";

    private final ControlIndex control;

    public Rebuilds(ControlIndex control) {
        this.control = control;
    }

    public List<Rebuild> all() throws SinkFailure {
        JsonNode document = control.read(List.of(ID)).getFirst();
        List<Rebuild> all = new ArrayList<>();
        if (document != null) {
            document.properties().forEach(each -> all.add(read(each.getKey(), each.getValue())));
        }
        return all;
    }

    public Optional<Rebuild> of(String index) throws SinkFailure {
        return all().stream().filter(each -> each.index().equals(index)).findFirst();
    }

    /**
     * Changes one index's rebuild on the state that the change was decided on.
     *
     * @param change gets what stands or null, answers what is to stand; called again after a race, so without effects
     * @return what stands now
     */
    public Rebuild change(String index, UnaryOperator<@Nullable Rebuild> change) throws SinkFailure {
        Rebuild[] now = new Rebuild[1];
        control.change(ID, before -> {
            ObjectNode all = before == null ? JsonNodeFactory.instance.objectNode() : before;
            JsonNode known = all.path(index);
            Rebuild next = change.apply(known.isMissingNode() ? null : read(index, known));
            if (next == null) {
                throw new IllegalStateException("a rebuild is never forgotten");
            }
            now[0] = next;
            all.set(index, write(next));
            return all;
        });
        return now[0];
    }

    static ObjectNode write(Rebuild rebuild) {
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        told.put("number", rebuild.number())
                .put("oldNumber", rebuild.oldNumber())
                .put("fill", rebuild.fill().name())
                .put("contentToo", rebuild.contentToo())
                .put("phase", rebuild.phase().name())
                .put("owner", rebuild.owner())
                .put("beat", rebuild.beat())
                .put("scanned", rebuild.scanned())
                .put("scanEnd", rebuild.scanEnd())
                .put("copied", rebuild.copied())
                .put("refused", rebuild.refused())
                .put("lag", rebuild.lag())
                .put("reason", rebuild.reason())
                .put("abandon", rebuild.abandon())
                .put("orderedAt", rebuild.orderedAt().toString())
                .put("changedAt", rebuild.changedAt().toString());
        strings(told.putArray("topics"), rebuild.topics());
        strings(told.putArray("differences"), rebuild.differences());
        starts(told.putArray("start"), rebuild.start());
        ArrayNode kept = told.putArray("kept");
        for (Kept each : rebuild.kept()) {
            ObjectNode one = kept.addObject();
            one.put("number", each.number()).put("index", each.index()).put("keepsContent", each.keepsContent());
            starts(one.putArray("from"), each.from());
        }
        return told;
    }

    private static void strings(ArrayNode to, List<String> all) {
        all.forEach(to::add);
    }

    private static void starts(ArrayNode to, Map<String, Start> starts) {
        starts.forEach((partition, start) -> to.addObject()
                .put("partition", partition)
                .put("offset", start.offset())
                .put("metadata", start.metadata()));
    }

    static Rebuild read(String index, JsonNode told) {
        List<Kept> kept = new ArrayList<>();
        for (JsonNode each : told.path("kept")) {
            kept.add(new Kept(
                    each.path("number").asInt(),
                    each.path("index").asText(),
                    starts(each.path("from")),
                    each.path("keepsContent").asBoolean()));
        }
        return new Rebuild(
                index,
                strings(told.path("topics")),
                told.path("number").asInt(),
                told.path("oldNumber").asInt(),
                Fill.valueOf(told.path("fill").asText()),
                told.path("contentToo").asBoolean(),
                Phase.valueOf(told.path("phase").asText()),
                told.path("owner").asText(),
                told.path("beat").asLong(),
                starts(told.path("start")),
                told.path("scanned").asLong(-1),
                told.path("scanEnd").asLong(-1),
                told.path("copied").asLong(),
                told.path("refused").asLong(),
                told.path("lag").asLong(-1),
                told.path("reason").asText(),
                strings(told.path("differences")),
                told.path("abandon").asBoolean(),
                Instant.parse(told.path("orderedAt").asText()),
                Instant.parse(told.path("changedAt").asText()),
                kept);
    }

    private static List<String> strings(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(each -> all.add(each.asText()));
        return all;
    }

    private static Map<String, Start> starts(JsonNode array) {
        Map<String, Start> all = new HashMap<>();
        array.forEach(each -> all.put(
                each.path("partition").asText(),
                new Start(each.path("offset").asLong(), each.path("metadata").asText())));
        return all;
    }
}
