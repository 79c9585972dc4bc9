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
 * @param mapping its mapping
 */
record ExistingIndex(String name, JsonNode aliases, JsonNode mapping) {

    /** Reads the answer to {@code GET /<name>}. */
    static ExistingIndex read(String asked, JsonNode answer) throws SinkFailure {
        if (answer.size() != 1) {
            throw new SinkFailure(
                    FailureCategory.INDEX_UNAVAILABLE,
                    asked + " leads to " + answer.size() + " indices; documents are written to one");
        }
        Map.Entry<String, JsonNode> only = answer.properties().iterator().next();
        return new ExistingIndex(
                only.getKey(), only.getValue().path("aliases"), only.getValue().path("mappings"));
    }

    /** The fields of its mapping. */
    JsonNode properties() {
        return mapping.path("properties");
    }

    /** Whether it is one of ours that does not yet map columns by their values. */
    boolean learnsByValue() {
        return mapping.path("_meta").path(IndexCatalogue.MADE_BY).asBoolean(false)
                && mapping.path("dynamic").asText().equals("false");
    }
}
