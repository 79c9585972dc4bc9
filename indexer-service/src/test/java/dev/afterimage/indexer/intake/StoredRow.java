package dev.afterimage.indexer.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.indexer.plan.StoredImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A document as the simulated engine holds it. */
record StoredRow(String id, long version, byte[] source, JsonNode document) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static StoredRow read(String id, long version, byte[] source) {
        try {
            return new StoredRow(id, version, source, JSON.readTree(source));
        } catch (IOException e) {
            throw new UncheckedIOException("a document that is not JSON was sent", e);
        }
    }

    private JsonNode cdc() {
        return document.path("_cdc");
    }

    boolean deleted() {
        return cdc().path("deleted").asBoolean(false);
    }

    /** Whether it is a tombstone that a truncate left. */
    boolean truncated() {
        return cdc().path("op").asText().equals("t");
    }

    /** Where the event stood that it was written from; null if a sweep wrote it. */
    @Nullable
    RecordCoordinates at() {
        return cdc().has("topic")
                ? new RecordCoordinates(
                        cdc().path("topic").asText(),
                        cdc().path("partition").asInt(),
                        cdc().path("offset").asLong(),
                        0)
                : null;
    }

    String text() {
        return new String(source, StandardCharsets.UTF_8);
    }

    @Nullable
    String field(String name) {
        JsonNode value = document.path(name);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }

    StoredImage image() {
        JsonNode cdc = cdc();
        return new StoredImage(
                version,
                cdc.path("commit").asLong(-1),
                cdc.path("order").asLong(),
                cdc.path("snapshot").asLong(StoredImage.NO_SNAPSHOT),
                cdc.path("source").asText(),
                cdc.path("topic").asText(),
                cdc.path("partition").asInt(-1),
                cdc.path("offset").asLong(-1),
                deleted());
    }

    /** The tombstone that a sweep puts in its place. */
    StoredRow swept(long floor) {
        return read(
                id,
                floor,
                ("{\"_cdc\":{\"version\":" + floor + ",\"op\":\"t\",\"source\":\""
                                + cdc().path("source").asText() + "\",\"deleted\":true}}")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
