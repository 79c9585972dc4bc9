package dev.afterimage.indexer.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The JSON of requests and answers: the reader of this package is strict, and duplicates are errors. */
public final class Json {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final ObjectMapper TREES = new ObjectMapper();

    private Json() {}

    /** What a request's body is written by. */
    @FunctionalInterface
    interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    /** Bytes of what is written. */
    static byte[] bytes(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Bytes of a tree. */
    public static byte[] bytes(JsonNode json) {
        try {
            return TREES.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An answer as a tree.
     *
     * @param what whose answer it is, for the failure's message
     * @throws SinkFailure SINK_UNAVAILABLE if it is no JSON: whoever answers is not Elasticsearch
     */
    public static JsonNode tree(byte[] body, String what) throws SinkFailure {
        try {
            return TREES.readTree(body);
        } catch (IOException e) {
            throw new SinkFailure(FailureCategory.SINK_UNAVAILABLE, what + " is not valid JSON");
        }
    }
}
