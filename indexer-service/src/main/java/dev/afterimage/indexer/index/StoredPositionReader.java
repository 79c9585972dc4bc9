package dev.afterimage.indexer.index;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a document's {@code _cdc} out of its source. */
final class StoredPositionReader {
    private long version = -1;
    private int epoch;
    private long commit;
    private long order;
    private String txn = "";
    private long snapshot = -1;
    private String source = "";
    private String topic = "";
    private int partition = -1;
    private long offset = -1;
    private boolean deleted;
    private long ts;

    private StoredPositionReader() {}

    /** Reads {@code _cdc} from the document that starts at the parser's current token, and leaves the parser at its end. */
    static @Nullable StoredPosition fromDocument(JsonParser json) throws IOException {
        StoredPosition position = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean cdc = json.currentName().equals("_cdc");
            JsonToken value = json.nextToken();
            if (cdc && value == JsonToken.START_OBJECT) {
                position = new StoredPositionReader().read(json);
            } else {
                json.skipChildren();
            }
        }
        return position;
    }

    private StoredPosition read(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (name) {
                case "version" -> version = json.getLongValue();
                case "epoch" -> epoch = json.getIntValue();
                case "commit" -> commit = json.getLongValue();
                case "order" -> order = json.getLongValue();
                case "txn" -> txn = json.getText();
                case "snapshot" -> snapshot = json.getLongValue();
                case "source" -> source = json.getText();
                case "topic" -> topic = json.getText();
                case "partition" -> partition = json.getIntValue();
                case "offset" -> offset = json.getLongValue();
                case "deleted" -> deleted = json.getBooleanValue();
                case "ts" -> ts = json.getLongValue();
                default -> json.skipChildren();
            }
        }
        return new StoredPosition(
                version, epoch, commit, order, txn, snapshot, source, topic, partition, offset, deleted, ts);
    }
}
