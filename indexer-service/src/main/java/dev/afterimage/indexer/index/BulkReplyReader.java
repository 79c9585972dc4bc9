package dev.afterimage.indexer.index;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to a bulk request; whatever is not exactly one status an item is an error, never a success.
 *
 * <p>A proxy's page, a truncated body or an answer to another request must not count as stored.
 */
final class BulkReplyReader {
    private final JsonParser json;
    private final int[] statuses;
    private @Nullable ItemError @Nullable [] errors;
    private int items;

    private BulkReplyReader(JsonParser json, int expected) {
        this.json = json;
        this.statuses = new int[expected];
    }

    /**
     * Reads a body.
     *
     * @param expected how many items were sent
     * @throws IOException if the body is anything but an answer to that many items
     */
    static BulkAnswer.Answered read(byte[] body, int expected) throws IOException {
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            return new BulkReplyReader(json, expected).answer();
        }
    }

    private BulkAnswer.Answered answer() throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
        boolean found = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isItems = json.currentName().equals("items");
            JsonToken value = json.nextToken();
            if (isItems) {
                require(value == JsonToken.START_ARRAY, "items is no array");
                found = true;
                items();
            } else {
                json.skipChildren();
            }
        }
        require(json.currentToken() == JsonToken.END_OBJECT, "it ends early");
        require(json.nextToken() == null, "something follows it");
        require(found && items == statuses.length, "it answers " + items + " items of " + statuses.length);
        return new BulkAnswer.Answered(statuses, errors);
    }

    private void items() throws IOException {
        JsonToken token;
        while ((token = json.nextToken()) != JsonToken.END_ARRAY) {
            require(token == JsonToken.START_OBJECT, "an item is no object");
            require(items < statuses.length, "it answers more than " + statuses.length + " items");
            require(json.nextToken() == JsonToken.FIELD_NAME, "an item is empty");
            require(json.nextToken() == JsonToken.START_OBJECT, "an item's answer is no object");
            item();
            require(json.nextToken() == JsonToken.END_OBJECT, "an item has two answers");
            items++;
        }
    }

    private void item() throws IOException {
        int status = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("status")) {
                require(value == JsonToken.VALUE_NUMBER_INT, "a status is no number");
                status = json.getIntValue();
            } else if (name.equals("error") && value == JsonToken.START_OBJECT) {
                if (errors == null) {
                    errors = new ItemError[statuses.length];
                }
                errors[items] = ItemError.read(json);
            } else {
                require(!name.equals("error"), "an error is no object");
                json.skipChildren();
            }
        }
        require(json.currentToken() == JsonToken.END_OBJECT, "an item ends early");
        require(status >= 100 && status <= 599, "an item has no status");
        statuses[items] = status;
    }

    private static void require(boolean held, String otherwise) throws IOException {
        if (!held) {
            throw new IOException(otherwise);
        }
    }
}
