package dev.afterimage.indexer.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a stored document as raw JSON, to complete a partial image with.
 *
 * @param fields document field name to its JSON bytes; the object {@code _cdc} is not among them
 */
public record StoredFields(Map<String, byte[]> fields) {
    /** Without Jackson's limits: the index took the document, and one that cannot be read again would hold its table for ever. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    /** The top-level fields of a document, byte for byte. */
    public static StoredFields of(byte[] source) {
        Map<String, byte[]> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(source)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a document is a JSON object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                int to = (int) parser.currentLocation().getByteOffset();
                if (!name.equals("_cdc")) {
                    fields.put(name, Arrays.copyOfRange(source, from, to));
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("a stored document is not valid JSON", e);
        }
        return new StoredFields(fields);
    }

    /** A field's JSON, or null if the document has no such field. */
    public byte @Nullable [] json(String field) {
        return fields.get(field);
    }
}
