package dev.afterimage.benchmarks.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads the answer to a bulk request, and puts refused items among those of an answer. */
final class ItemStatuses {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] REFUSAL =
            (":{\"_index\":\"\",\"_id\":\"\",\"status\":429,\"error\":{\"type\":\"es_rejected_execution_exception\","
                            + "\"reason\":\"refused by the benchmark's gateway\"}}}")
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD = "{\"took\":1,\"errors\":true,\"items\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

    private ItemStatuses() {}

    /** The status of each item, 0 where the answer has none. */
    static int[] read(byte[] answer, int count) throws IOException {
        int[] statuses = new int[count];
        int item = -1;
        int depth = 0;
        try (JsonParser json = JSON.createParser(answer)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    depth++;
                    // The answer itself, an item, its action: an item begins at the second level.
                    item += depth == 2 ? 1 : 0;
                } else if (token == JsonToken.END_OBJECT) {
                    depth--;
                } else if (token == JsonToken.VALUE_NUMBER_INT
                        && depth == 3
                        && item >= 0
                        && item < count
                        && "status".equals(json.currentName())) {
                    statuses[item] = json.getIntValue();
                }
            }
        }
        return statuses;
    }

    /**
     * An answer in which the refused items stand in their places.
     *
     * @param answer to the items that were passed on; empty if none was
     * @param lines the request's items
     * @param refused which of them were not
     */
    static byte[] with(byte[] answer, BulkLines lines, boolean[] refused) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(answer.length + refused.length * 64);
        whole.writeBytes(HEAD);
        try (JsonParser json = JSON.createParser(answer)) {
            if (answer.length > 0) {
                findItems(json);
            }
            for (int i = 0; i < refused.length; i++) {
                if (i > 0) {
                    whole.write(',');
                }
                if (refused[i]) {
                    whole.write('{');
                    whole.writeBytes(lines.action(i));
                    whole.writeBytes(REFUSAL);
                } else {
                    json.nextToken();
                    int from = (int) json.currentTokenLocation().getByteOffset();
                    json.skipChildren();
                    whole.write(answer, from, (int) json.currentLocation().getByteOffset() - from);
                }
            }
        }
        whole.writeBytes(TAIL);
        return whole.toByteArray();
    }

    private static void findItems(JsonParser json) throws IOException {
        while (!(json.nextToken() == JsonToken.START_ARRAY && "items".equals(json.currentName()))) {
            if (json.currentToken() == null) {
                throw new IOException("an answer to a bulk request without items");
            }
        }
    }
}
