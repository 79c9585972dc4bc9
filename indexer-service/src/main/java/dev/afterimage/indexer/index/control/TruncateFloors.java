package dev.afterimage.indexer.index.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.indexer.index.SinkFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The version of each index's last truncate, for each source that feeds it: nothing older may be written. They only rise. */
public final class TruncateFloors {
    private static final String ID = "floors";

    /**
     * What a floor counts for.
     *
     * @param index the index's name
     * @param source the source, since versions of different sources do not compare
     */
    public record Place(String index, String source) {}

    private final ControlIndex control;

    public TruncateFloors(ControlIndex control) {
        this.control = control;
    }

    /** Raises a floor; a lower version than the one recorded changes nothing. */
    public void raise(Place place, long version) throws SinkFailure {
        control.change(ID, before -> {
            ObjectNode floors = before == null ? JsonNodeFactory.instance.objectNode() : before;
            ObjectNode sources = floors.withObjectProperty(place.index());
            sources.put(
                    place.source(),
                    Math.max(version, sources.path(place.source()).asLong(-1)));
            return floors;
        });
    }

    /** All floors. */
    public Map<Place, Long> all() throws SinkFailure {
        return read(control.read(List.of(ID)).getFirst());
    }

    static Map<Place, Long> read(@Nullable JsonNode document) {
        Map<Place, Long> floors = new HashMap<>();
        if (document != null) {
            for (Map.Entry<String, JsonNode> index : document.properties()) {
                for (Map.Entry<String, JsonNode> source : index.getValue().properties()) {
                    floors.put(
                            new Place(index.getKey(), source.getKey()),
                            source.getValue().asLong());
                }
            }
        }
        return floors;
    }
}
