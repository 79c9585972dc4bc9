package dev.afterimage.indexer.index.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.indexer.index.SinkFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The epochs of every source: when each was opened, and at which offset it begins in each partition. */
public final class Epochs {
    private static final String ID = "epochs";
    private static final String OPENED = "openedAt";
    private static final String FROM = "from";

    /**
     * The beginning of an epoch.
     *
     * @param epoch 1 to 31
     * @param openedAt when it was first recorded
     * @param from {@code topic-partition} to the first offset of the epoch
     */
    public record Opening(int epoch, Instant openedAt, Map<String, Long> from) {}

    private final ControlIndex control;

    public Epochs(ControlIndex control) {
        this.control = control;
    }

    /** Records where an epoch begins; a partition that is recorded already keeps its first beginning. */
    public void open(String source, int epoch, Map<String, Long> from, Instant now) throws SinkFailure {
        control.change(ID, before -> {
            ObjectNode all = before == null ? JsonNodeFactory.instance.objectNode() : before;
            ObjectNode opening = all.withObjectProperty(source).withObjectProperty(Integer.toString(epoch));
            if (!opening.has(OPENED)) {
                opening.put(OPENED, now.toString());
            }
            ObjectNode starts = opening.withObjectProperty(FROM);
            from.forEach((partition, offset) -> {
                if (!starts.has(partition)) {
                    starts.put(partition, offset);
                }
            });
            return all;
        });
    }

    /** Every source's epochs, in rising order. */
    public Map<String, List<Opening>> all() throws SinkFailure {
        return read(control.read(List.of(ID)).getFirst());
    }

    static Map<String, List<Opening>> read(@Nullable JsonNode document) {
        Map<String, List<Opening>> all = new HashMap<>();
        if (document != null) {
            for (Map.Entry<String, JsonNode> source : document.properties()) {
                List<Opening> openings = new ArrayList<>();
                for (Map.Entry<String, JsonNode> epoch : source.getValue().properties()) {
                    openings.add(opening(epoch.getKey(), epoch.getValue()));
                }
                openings.sort(Comparator.comparingInt(Opening::epoch));
                all.put(source.getKey(), List.copyOf(openings));
            }
        }
        return all;
    }

    private static Opening opening(String epoch, JsonNode told) {
        Map<String, Long> from = new HashMap<>();
        for (Map.Entry<String, JsonNode> start : told.path(FROM).properties()) {
            from.put(start.getKey(), start.getValue().asLong());
        }
        return new Opening(
                Integer.parseInt(epoch), Instant.parse(told.path(OPENED).asText()), Map.copyOf(from));
    }
}
