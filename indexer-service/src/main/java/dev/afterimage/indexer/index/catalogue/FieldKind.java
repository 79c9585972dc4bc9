package dev.afterimage.indexer.index.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How a field is indexed; each is exact where it matches, and lets values pass that it cannot index.
 *
 * <p>Only types of Elasticsearch's core are used ({@code scaled_float} belongs to a module that a node may lack): a decimal of up to 15
 * digits has a {@code double} of its own, so equality, order and ranges are exact.
 */
enum FieldKind {
    BOOLEAN("boolean"),
    LONG("long"),
    DOUBLE("double"),
    DATE("date"),
    KEYWORD("keyword"),
    /** A decimal too long for a double: found by its exact text, sorted by its nearest double. */
    NUMBER_TEXT("keyword"),
    /** Full text, with its keyword beside it. */
    TEXT("text"),
    FLATTENED("flattened"),
    OBJECT("object"),
    /** Kept exactly, never searched. */
    STORED("object");

    /** Lucene takes terms up to 32,766 bytes; a char is at most three bytes, two of a surrogate pair four. */
    static final int IGNORE_ABOVE = 8191;
    /** A flattened term is the path, a separator and the value: this leaves 29 kB for the path. */
    private static final int FLATTENED_IGNORE_ABOVE = 1024;
    /** No {@code epoch_millis}: a number is not a date. */
    private static final String DATES = "strict_date_optional_time";

    private final String type;

    FieldKind(String type) {
        this.type = type;
    }

    /** Elasticsearch's name of the type. */
    String type() {
        return type;
    }

    /** Whether values are objects, which a field of another kind refuses whatever its settings. */
    boolean takesObjects() {
        return this == FLATTENED || this == OBJECT || this == STORED;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", type);
        return switch (this) {
            case BOOLEAN, DOUBLE -> json.put("ignore_malformed", true);
            case LONG -> json.put("ignore_malformed", true).put("coerce", false);
            case DATE -> json.put("format", DATES).put("ignore_malformed", true);
            case KEYWORD -> json.put("ignore_above", IGNORE_ABOVE);
            case NUMBER_TEXT -> {
                json.put("ignore_above", IGNORE_ABOVE);
                json.putObject("fields").set("number", DOUBLE.json());
                yield json;
            }
            case TEXT -> {
                json.putObject("fields").set("keyword", KEYWORD.json());
                yield json;
            }
            case FLATTENED -> json.put("ignore_above", FLATTENED_IGNORE_ABOVE);
            case OBJECT -> json.put("dynamic", true);
            case STORED -> json.put("enabled", false);
        };
    }
}
