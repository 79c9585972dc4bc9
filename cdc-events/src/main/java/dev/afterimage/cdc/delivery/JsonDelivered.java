package dev.afterimage.cdc.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.io.IOException;

/** Reads what a document in JSON is; its events are skipped, however large their values are. */
final class JsonDelivered {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonDelivered() {}

    static Delivered read(byte[] value) throws EventFailure {
        DeliveredFields fields = new DeliveredFields();
        try (JsonParser json = JSON.createParser(value)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no object");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken token = json.nextToken();
                switch (name) {
                    case "source" -> fields.source = json.getValueAsString();
                    case "id" -> fields.id = json.getValueAsString();
                    case "checksum" -> fields.checksum = json.getValueAsString();
                    case "part" -> fields.part = json.getIntValue();
                    case "parts" -> fields.parts = json.getIntValue();
                    case "events" -> {
                        fields.events = token == JsonToken.START_ARRAY;
                        json.skipChildren();
                    }
                    default -> json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                throw new IOException("something follows it");
            }
        } catch (IOException e) {
            throw new EventFailure(FailureCategory.MALFORMED, "the value is no document of a transaction", e);
        }
        return fields.delivered();
    }
}
