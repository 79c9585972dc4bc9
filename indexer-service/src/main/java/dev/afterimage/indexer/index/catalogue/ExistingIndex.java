package dev.afterimage.indexer.index.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.indexer.index.SinkFailure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /** Which generation of which index it is, if it takes part in a rebuild. */
    @Nullable
    Generation generation() {
        return Generation.of(mapping);
    }

    /** Whether what is written to an index may go here: it is that index itself, or a generation of it. */
    boolean standsFor(String index) {
        Generation generation = generation();
        return name.equals(index) || aliases.has(index) || generation != null && generation.standsFor(index);
    }

    /** Whether it is one of ours that does not yet map columns by their values. */
    boolean learnsByValue() {
        return mapping.path("_meta").path(IndexCatalogue.MADE_BY).asBoolean(false)
                && mapping.path("dynamic").asText().equals("false");
    }
}
