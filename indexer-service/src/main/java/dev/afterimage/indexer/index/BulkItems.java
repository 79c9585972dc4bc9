package dev.afterimage.indexer.index;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a bulk body back into its operations, for a run that looks at them in place of sending them. */
public final class BulkItems {
    private static final String WRITE_ALIAS = ".write";

    private BulkItems() {}

    /**
     * One versioned index operation.
     *
     * @param index the index whose write alias it goes to
     * @param position the document's {@code _cdc}, or null if it cannot be read
     * @param source the document
     */
    public record Item(
            String index,
            String id,
            @Nullable String routing,
            long version,
            @Nullable StoredPosition position,
            byte[] source) {}

    /** The operations of a body that holds no deletes, in its order. */
    public static List<Item> of(BulkBody body) {
        List<Item> items = new ArrayList<>(body.count());
        int at = 0;
        while (at < body.size()) {
            int line = endOfLine(body, at);
            int document = endOfLine(body, line + 1);
            items.add(item(
                    Arrays.copyOfRange(body.bytes(), at, line), Arrays.copyOfRange(body.bytes(), line + 1, document)));
            at = document + 1;
        }
        return items;
    }

    private static int endOfLine(BulkBody body, int from) {
        int at = from;
        while (body.bytes()[at] != '\n') {
            at++;
        }
        return at;
    }

    private static Item item(byte[] actionLine, byte[] source) {
        try {
            JsonNode action = Json.tree(actionLine, "an action line").path("index");
            String alias = action.path("_index").asText();
            JsonNode routing = action.path("routing");
            return new Item(
                    alias.substring(0, alias.length() - WRITE_ALIAS.length()),
                    action.path("_id").asText(),
                    routing.isTextual() ? routing.textValue() : null,
                    action.path("version").asLong(),
                    position(source),
                    source);
        } catch (SinkFailure e) {
            throw new UncheckedIOException(new IOException("a line of our own bulk body is not JSON", e));
        }
    }

    private static @Nullable StoredPosition position(byte[] source) {
        try (JsonParser json = Json.FACTORY.createParser(source)) {
            json.nextToken();
            return StoredPositionReader.fromDocument(json);
        } catch (IOException e) {
            return null;
        }
    }
}
