package dev.afterimage.indexer.index.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.indexer.index.SinkFailure;
import java.util.Map;

/**
 * An index as it is found.
 *
 * @param name its own name, which differs from the one asked for if that is an alias
 * @param aliases names of its aliases
 * @param properties the fields of its mapping
 */
record ExistingIndex(String name, JsonNode aliases, JsonNode properties) {

    /** Reads the answer to {@code GET /<name>}. */
    static ExistingIndex read(String asked, JsonNode answer) throws SinkFailure {
        if (answer.size() != 1) {
            throw new SinkFailure(
                    FailureCategory.INDEX_UNAVAILABLE,
                    asked + " leads to " + answer.size() + " indices; documents are written to one");
        }
        Map.Entry<String, JsonNode> only = answer.properties().iterator().next();
        JsonNode properties = only.getValue().path("mappings").path("properties");
        return new ExistingIndex(only.getKey(), only.getValue().path("aliases"), properties);
    }
}
