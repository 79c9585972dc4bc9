package dev.afterimage.indexer.index.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Which generation of an index a concrete index is; kept in the {@code _meta} of its mapping. Each rebuild makes the next one, beside it.
 *
 * @param of the index, as tables name it
 * @param number 1 for the index that has that name itself
 * @param replacedBy the generation that readers and writers went on to, or null
 */
public record Generation(String of, int number, @Nullable String replacedBy) {
    private static final String META = "generation";
    private static final String SEPARATOR = "~";

    /** A generation that nothing has replaced. */
    public Generation(String of, int number) {
        this(of, number, null);
    }

    /** What it goes by: the concrete index is named so from the second on, and the aliases of its own begin with it. */
    public String name() {
        return of + SEPARATOR + number;
    }

    /** What is put behind the name, or template, of an index for a generation of it. */
    public static String suffix(int number) {
        return SEPARATOR + number;
    }

    boolean standsFor(String index) {
        return index.equals(of) || index.equals(name());
    }

    /** Puts itself into a mapping's {@code _meta}. */
    public void writeTo(ObjectNode meta) {
        ObjectNode told = meta.putObject(META).put("of", of).put("number", number);
        if (replacedBy != null) {
            told.put("replacedBy", replacedBy);
        }
    }

    /** What a mapping tells, or null. */
    public static @Nullable Generation of(JsonNode mapping) {
        JsonNode told = mapping.path("_meta").path(META);
        return told.path("of").isTextual()
                ? new Generation(
                        told.path("of").asText(),
                        told.path("number").asInt(),
                        told.path("replacedBy").isTextual()
                                ? told.path("replacedBy").asText()
                                : null)
                : null;
    }
}
