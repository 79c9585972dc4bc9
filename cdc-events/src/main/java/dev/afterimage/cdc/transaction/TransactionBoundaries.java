package dev.afterimage.cdc.transaction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes the values of the transaction topic from JSON, with a schema or without. Safe for use by several threads. */
final class TransactionBoundaries {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(32).build())
            .build();

    /** Debezium (seen: 3.7.0.Final) writes the name of the object for a logical message, with a hash that differs from message to message. */
    private static final String MESSAGE_OBJECT = "LogicalDecodingMessageId@";

    private TransactionBoundaries() {}

    /**
     * Decodes a record's value.
     *
     * @throws EventFailure MALFORMED, if it is neither a BEGIN nor an END
     */
    static TransactionBoundary fromJson(byte @Nullable [] value) throws EventFailure {
        if (value == null) {
            throw malformed("a transaction record without a value", null);
        }
        try (JsonParser json = JSON.createParser(value)) {
            Fields fields = new Fields();
            fields.read(json);
            if (json.nextToken() != null) {
                throw malformed("something follows the transaction record", null);
            }
            return fields.boundary();
        } catch (IOException e) {
            throw malformed("the value is not JSON of a transaction record", e);
        }
    }

    /** What was read of a record so far. */
    private static final class Fields {
        private @Nullable String status;
        private @Nullable String id;
        private long at = -1;
        private long events = -1;
        private final Map<String, Long> counts = new LinkedHashMap<>();

        void read(JsonParser json) throws IOException, EventFailure {
            if (json.currentToken() == null) {
                json.nextToken();
            }
            expect(json.currentToken() == JsonToken.START_OBJECT);
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "payload" -> read(json);
                    case "status" -> status = json.getValueAsString();
                    case "id" -> id = json.getValueAsString();
                    case "ts_ms" -> at = number(json);
                    case "event_count" -> events = json.currentToken() == JsonToken.VALUE_NULL ? -1 : number(json);
                    case "data_collections" -> collections(json);
                    default -> json.skipChildren();
                }
            }
        }

        private void collections(JsonParser json) throws IOException, EventFailure {
            if (json.currentToken() == JsonToken.VALUE_NULL) {
                return;
            }
            expect(json.currentToken() == JsonToken.START_ARRAY);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                expect(json.currentToken() == JsonToken.START_OBJECT);
                String collection = null;
                long count = -1;
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    json.nextToken();
                    switch (name) {
                        case "data_collection" -> collection = json.getValueAsString();
                        case "event_count" -> count = number(json);
                        default -> json.skipChildren();
                    }
                }
                if (collection == null || count < 0) {
                    throw malformed("the value is not a transaction record", null);
                }
                if (collection.contains(MESSAGE_OBJECT)) {
                    counts.merge(TransactionBoundary.MESSAGES, count, Long::sum);
                } else {
                    expect(counts.put(collection, count) == null);
                }
            }
        }

        /** Numbers may come as strings. */
        private static long number(JsonParser json) throws IOException, EventFailure {
            if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                long value = json.getLongValue();
                expect(value >= 0);
                return value;
            }
            String text = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "";
            expect(!text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9'));
            return Long.parseLong(text);
        }

        private TransactionBoundary boundary() throws EventFailure {
            if (status == null || id == null || id.isEmpty() || at < 0) {
                throw malformed("a transaction record has a status, an id and a time", null);
            }
            TransactionId transaction = new TransactionId(id);
            return switch (status) {
                case "BEGIN" -> new TransactionBoundary.Begin(transaction, at);
                case "END" -> {
                    if (events < 0) {
                        throw malformed("an END has a count", null);
                    }
                    yield new TransactionBoundary.End(transaction, at, events, counts);
                }
                default -> throw malformed("a transaction record's status is BEGIN or END", null);
            };
        }

        private static void expect(boolean holds) throws EventFailure {
            if (!holds) {
                throw malformed("the value is not a transaction record", null);
            }
        }
    }

    private static EventFailure malformed(String message, @Nullable Exception cause) {
        return new EventFailure(FailureCategory.MALFORMED, message, cause);
    }
}
