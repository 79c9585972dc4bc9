package dev.afterimage.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.localstack.proof.IndexClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Changes documents behind the pipeline's back. */
final class Vandal {
    private final IndexClient client;
    private final String index;

    Vandal(Mirror mirror, String table) {
        this.client = mirror.index();
        this.index = mirror.table(table).index();
    }

    /** The document is gone, without a trace. */
    void delete(String id) {
        client.call("DELETE", "/" + index + "/_doc/" + segment(id), "");
    }

    /** A field is altered by a plain write, {@code _cdc} untouched. */
    void alter(String id, String field, String json) {
        client.call("POST", "/" + index + "/_update/" + segment(id), "{\"doc\": {\"" + field + "\": " + json + "}}");
    }

    /** A field is altered and version and all left as they were: only the content tells. */
    void forge(String id, Consumer<ObjectNode> change) {
        JsonNode stored = client.get(index, id).orElseThrow();
        ObjectNode forged = stored.deepCopy();
        change.accept(forged);
        put(id, forged, forged.path("_cdc").path("version").asLong());
    }

    /** A copy of another document under an id that no row has. */
    void ghost(String from, String id) {
        JsonNode stored = client.get(index, from).orElseThrow();
        put(id, stored, stored.path("_cdc").path("version").asLong());
    }

    /** What the document was before, whole and with its old version. */
    void rewind(String id, JsonNode before) {
        // The node must forget the delete, or it refuses the older version.
        settings("\"0s\"");
        delete(id);
        await().atMost(Mirror.PATIENCE).ignoreExceptions().until(() -> {
            client.refresh(index);
            put(id, before, before.path("_cdc").path("version").asLong());
            return true;
        });
        settings("null");
    }

    private static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void settings(String gcDeletes) {
        client.call("PUT", "/" + index + "/_settings", "{\"index.gc_deletes\": " + gcDeletes + "}");
    }

    private void put(String id, JsonNode document, long version) {
        client.call(
                "PUT",
                "/" + index + "/_doc/" + segment(id) + "?version_type=external_gte&version=" + version,
                document.toString());
    }
}
