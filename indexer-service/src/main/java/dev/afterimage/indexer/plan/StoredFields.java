package dev.afterimage.indexer.plan;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a stored document as raw JSON, to complete a partial image with.
 *
 * @param fields document field name to its JSON bytes; the object {@code _cdc} is not among them
 */
public record StoredFields(Map<String, byte[]> fields) {
    public byte @Nullable [] json(String field) {
        return fields.get(field);
    }
}
