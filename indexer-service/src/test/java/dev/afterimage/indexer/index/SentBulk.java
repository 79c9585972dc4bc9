package dev.afterimage.indexer.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bulk body read as a node reads it, and answers as a node gives them; for tests that stand in for one. */
public final class SentBulk {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SentBulk() {}

    /** One versioned index operation. */
    public record Item(String alias, String id, long version, byte[] source) {}

    /** The operations of a body. */
    public static List<Item> items(BulkBody body) {
        List<Item> items = new ArrayList<>();
        int at = 0;
        while (at < body.size()) {
            int line = end(body, at);
            int document = end(body, line + 1);
            try {
                JsonNode action = JSON.readTree(body.bytes(), at, line - at).path("index");
                items.add(new Item(
                        action.path("_index").asText(),
                        action.path("_id").asText(),
                        action.path("version").asLong(),
                        Arrays.copyOfRange(body.bytes(), line + 1, document)));
            } catch (IOException e) {
                throw new UncheckedIOException("a line of a bulk body is not JSON", e);
            }
            at = document + 1;
        }
        return items;
    }

    private static int end(BulkBody body, int from) {
        int at = from;
        while (body.bytes()[at] != '\n') {
            at++;
        }
        return at;
    }

    /** An answer item by item; an item without an error is stored. */
    public static BulkAnswer answer(int[] statuses, @Nullable ItemError[] errors) {
        return new BulkAnswer.Answered(
                statuses, Arrays.stream(errors).allMatch(error -> error == null) ? null : errors);
    }
}
