package dev.afterimage.indexer.index.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The mapping of {@code _cdc}: only what is searched, sorted or summed; the rest is read from the documents.
 *
 * <p>Every indexed field costs on every write. {@code version}, {@code ts}, {@code deleted} and {@code source} are searched by; the others
 * are aggregated or sorted only and have no index.
 */
final class CdcMapping {
    private CdcMapping() {}

    static ObjectNode json() {
        ObjectNode cdc =
                JsonNodeFactory.instance.objectNode().put("type", "object").put("dynamic", false);
        ObjectNode properties = cdc.putObject("properties");
        properties.putObject("version").put("type", "long");
        properties.putObject("ts").put("type", "date").put("format", "epoch_millis");
        properties.putObject("deleted").put("type", "boolean");
        properties.putObject("source").put("type", "keyword").put("ignore_above", FieldKind.IGNORE_ABOVE);
        properties.putObject("op").put("type", "keyword").put("index", false);
        properties.putObject("commit").put("type", "long").put("index", false);
        ObjectNode checksum = properties.putObject("checksum").putObject("properties");
        checksum.putObject("a").put("type", "long").put("index", false);
        checksum.putObject("b").put("type", "long").put("index", false);
        return cdc;
    }
}
