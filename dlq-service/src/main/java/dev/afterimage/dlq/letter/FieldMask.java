package dev.afterimage.dlq.letter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hides members of JSON by name, at any depth, before anybody sees them. Immutable.
 *
 * @param fields names of members; none hides nothing
 */
public record FieldMask(Set<String> fields) {
    private static final String HIDDEN = "***";
    private static final int DEEPEST = 200;

    public FieldMask {
        fields = Set.copyOf(fields);
    }

    public boolean hidesNothing() {
        return fields.isEmpty();
    }

    /** Hides what is to be hidden, in place; what lies deeper than anybody nests is hidden whole. */
    public void apply(JsonNode node) {
        if (!hidesNothing()) {
            apply(node, 0);
        }
    }

    private void apply(JsonNode node, int depth) {
        if (node instanceof ObjectNode object) {
            for (String name : names(object)) {
                if (fields.contains(name) || depth >= DEEPEST) {
                    object.put(name, HIDDEN);
                } else {
                    apply(object.path(name), depth + 1);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (depth >= DEEPEST) {
                    array.set(i, HIDDEN);
                } else {
                    apply(array.path(i), depth + 1);
                }
            }
        }
    }

    private static List<String> names(ObjectNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
