package dev.afterimage.reconciler.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.afterimage.cdc.checksum.Checksum;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of hits, read from the answer's bytes; each {@code _source} is kept byte for byte, since its checksum depends on how numbers are
 * written.
 *
 * @param documents in the page's order
 * @param after where the next page begins, as JSON, or null after the last one
 * @param point the id of the point in time, which may change from page to page, or null
 */
record Hits(
        List<StoredDocument> documents,
        @Nullable String after,
        @Nullable String point) {
    static final String VERSION = "_cdc.version";
    static final String SUM_A = "_cdc.checksum.a";
    static final String SUM_B = "_cdc.checksum.b";
    static final String DELETED = "_cdc.deleted";

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(5_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    static Hits read(byte[] answer) {
        try (JsonParser parser = JSON.createParser(answer)) {
            List<StoredDocument> documents = new ArrayList<>();
            @Nullable String after = null;
            @Nullable String point = null;
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals("pit_id")) {
                    point = parser.getText();
                } else if (name.equals("hits")) {
                    after = hits(parser, answer, documents);
                } else if (name.equals("timed_out") && parser.getBooleanValue()) {
                    throw new IndexException("a search took too long", null);
                } else if (name.equals("_shards")) {
                    requireAllShards(parser);
                } else {
                    parser.skipChildren();
                }
            }
            return new Hits(documents, after, point);
        } catch (IOException e) {
            throw new IndexException("the index answered a search with something else", e);
        }
    }

    /** An answer without one of its shards would make ghosts of missing rows. */
    private static void requireAllShards(JsonParser parser) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (name.equals("failed") && parser.getIntValue() > 0) {
                throw new IndexException(parser.getIntValue() + " shards did not answer a search", null);
            }
            parser.skipChildren();
        }
    }

    private static @Nullable String hits(JsonParser parser, byte[] answer, List<StoredDocument> documents)
            throws IOException {
        String after = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (!name.equals("hits") || token != JsonToken.START_ARRAY) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                after = hit(parser, answer, documents);
            }
        }
        return after;
    }

    private static @Nullable String hit(JsonParser parser, byte[] answer, List<StoredDocument> documents)
            throws IOException {
        String id = "";
        long version = -1;
        Map<String, Long> fields = Map.of();
        byte[] source = null;
        String sort = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "_id" -> id = parser.getText();
                case "_version" -> version = parser.getLongValue();
                case "_source" -> source = slice(parser, answer);
                case "fields" -> fields = fields(parser);
                case "sort" -> sort = new String(slice(parser, answer), java.nio.charset.StandardCharsets.UTF_8);
                default -> parser.skipChildren();
            }
        }
        Long a = fields.get(SUM_A);
        Long b = fields.get(SUM_B);
        documents.add(new StoredDocument(
                id,
                version,
                fields.get(VERSION),
                a == null || b == null ? null : new Checksum(a, b),
                fields.containsKey(DELETED),
                source));
        return sort;
    }

    private static byte[] slice(JsonParser parser, byte[] answer) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int to = (int) parser.currentLocation().getByteOffset();
        return Arrays.copyOfRange(answer, from, to);
    }

    private static Map<String, Long> fields(JsonParser parser) throws IOException {
        Map<String, Long> fields = new HashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            JsonToken first = parser.nextToken();
            if (first == JsonToken.VALUE_NUMBER_INT) {
                fields.put(name, parser.getLongValue());
            } else if (first == JsonToken.VALUE_TRUE) {
                fields.put(name, 1L);
            }
            while (parser.currentToken() != JsonToken.END_ARRAY) {
                parser.skipChildren();
                parser.nextToken();
            }
        }
        return fields;
    }
}
