package dev.afterimage.txn.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Where an event stands in its transaction, without its values.
 *
 * @param totalOrder its place among all events
 * @param collection its table
 * @param op Debezium's letter: {@code c}, {@code u}, {@code d}, {@code t} or {@code m}
 */
@Serdeable
public record TraceEvent(long totalOrder, String collection, String op) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Reads an event as consumers get it. */
    static TraceEvent of(byte[] event) {
        try (JsonParser json = JSON.createParser(event)) {
            String collection = "";
            String op = "";
            long order = 0;
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalStateException("only our own events are stored");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "collection" -> collection = json.getText();
                    case "op" -> op = json.getText();
                    case "totalOrder" -> order = json.getLongValue();
                    default -> json.skipChildren();
                }
            }
            return new TraceEvent(order, collection, op);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
