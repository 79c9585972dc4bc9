package dev.afterimage.indexer.index.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How columns are mapped whose type no schema tells: by their first value, to the same kinds that a schema would give.
 *
 * <p>Elasticsearch itself decides at that value, so that no instance has to look at every row; texts stay keywords, whether or not they
 * look like dates or numbers.
 */
final class ValueMapping {
    private ValueMapping() {}

    /** Settings of the top level of a mapping. */
    static ObjectNode json() {
        ObjectNode mapping = JsonNodeFactory.instance.objectNode();
        mapping.put("dynamic", true).put("date_detection", false).put("numeric_detection", false);
        ArrayNode templates = mapping.putArray("dynamic_templates");
        template(templates, "boolean", FieldKind.BOOLEAN);
        template(templates, "long", FieldKind.LONG);
        template(templates, "double", FieldKind.DOUBLE);
        template(templates, "string", FieldKind.KEYWORD);
        template(templates, "object", FieldKind.STORED);
        return mapping;
    }

    private static void template(ArrayNode templates, String values, FieldKind kind) {
        ObjectNode rule = templates.addObject().putObject("afterimage_" + values);
        rule.put("match_mapping_type", values).set("mapping", kind.json());
    }
}
