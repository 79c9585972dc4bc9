package dev.afterimage.indexer.index.rebuild;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the answer to a search with its documents byte for byte; what is not a whole answer is an error. */
final class ScanReader {
    /** Without limits: the index took the documents. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private ScanReader() {}

    static List<ScannedDocument> read(byte[] body) throws IOException {
        List<ScannedDocument> documents = null;
        try (JsonParser json = JSON.createParser(body)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "no object");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "timed_out" -> require(value == JsonToken.VALUE_FALSE, "timed out");
                    case "hits" -> documents = outer(json, body);
                    default -> json.skipChildren();
                }
            }
        }
        require(documents != null, "no hits");
        return documents == null ? List.of() : documents;
    }

    private static @Nullable List<ScannedDocument> outer(JsonParser json, byte[] body) throws IOException {
        List<ScannedDocument> documents = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean hits = json.currentName().equals("hits");
            JsonToken value = json.nextToken();
            if (hits && value == JsonToken.START_ARRAY) {
                documents = new ArrayList<>();
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    documents.add(document(json, body));
                }
            } else {
                json.skipChildren();
            }
        }
        return documents;
    }

    private static ScannedDocument document(JsonParser json, byte[] body) throws IOException {
        String id = null;
        String routing = null;
        long version = -1;
        long sequence = -1;
        byte[] source = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "_id" -> id = json.getText();
                case "_routing" -> routing = json.getText();
                case "_version" -> version = json.getLongValue();
                case "_seq_no" -> sequence = json.getLongValue();
                case "_source" -> {
                    int from = (int) json.currentTokenLocation().getByteOffset();
                    json.skipChildren();
                    source = Arrays.copyOfRange(
                            body, from, (int) json.currentLocation().getByteOffset());
                }
                default -> json.skipChildren();
            }
        }
        if (id == null || source == null || version < 0 || sequence < 0) {
            throw new IOException("a hit lacks its id, version, sequence number or source");
        }
        return new ScannedDocument(id, routing, version, sequence, source);
    }

    private static void require(boolean held, String otherwise) throws IOException {
        if (!held) {
            throw new IOException(otherwise);
        }
    }
}
