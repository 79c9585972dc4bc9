package dev.afterimage.cdc.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a record of {@code afterimage.transactions} is. Immutable. */
public sealed interface Delivered {
    /** The connector's name. */
    String source();

    /** The transaction's id, which no other transaction of its source has. */
    String id();

    /** A transaction with all its events. */
    record Whole(String source, String id) implements Delivered {}

    /**
     * Some of the events of a transaction, of no value before its manifest has come.
     *
     * @param number from 1
     */
    record Part(String source, String id, int number) implements Delivered {}

    /**
     * The end of a transaction that came in parts.
     *
     * @param parts how many there are
     * @param checksum over them, see {@link PartChecksum}
     */
    record Manifest(String source, String id, int parts, String checksum) implements Delivered {}

    /**
     * Reads what a record's value is; its events are skipped.
     *
     * @throws EventFailure MALFORMED, if it is no document of a transaction
     */
    static Delivered read(byte[] value) throws EventFailure {
        try (JsonParser json = Reading.JSON.createParser(value)) {
            Reading fields = new Reading();
            fields.read(json);
            return fields.delivered();
        } catch (IOException e) {
            throw new EventFailure(FailureCategory.MALFORMED, "the value is no document of a transaction", e);
        }
    }

    /** The fields that tell what a document is. */
    final class Reading {
        private static final JsonFactory JSON = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .build())
                .build();

        private @Nullable String source;
        private @Nullable String id;
        private @Nullable String checksum;
        private int part;
        private int parts;
        private boolean events;

        private Reading() {}

        private void read(JsonParser json) throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no object");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken token = json.nextToken();
                switch (name) {
                    case "source" -> source = json.getValueAsString();
                    case "id" -> id = json.getValueAsString();
                    case "checksum" -> checksum = json.getValueAsString();
                    case "part" -> part = json.getIntValue();
                    case "parts" -> parts = json.getIntValue();
                    case "events" -> {
                        events = token == JsonToken.START_ARRAY;
                        json.skipChildren();
                    }
                    default -> json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                throw new IOException("something follows it");
            }
        }

        private Delivered delivered() throws IOException {
            if (source == null || id == null) {
                throw new IOException("it names no transaction");
            }
            if (parts > 0 && checksum != null && !events) {
                return new Manifest(source, id, parts, checksum);
            }
            if (events && parts == 0 && checksum == null) {
                return part > 0 ? new Part(source, id, part) : new Whole(source, id);
            }
            throw new IOException("it is neither a transaction nor a part nor a manifest");
        }
    }
}
