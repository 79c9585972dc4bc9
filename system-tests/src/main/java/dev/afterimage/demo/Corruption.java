package dev.afterimage.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.process.Waiting;
import dev.afterimage.localstack.proof.IndexClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Damages 25 documents behind the pipeline's back: deleted ones, altered ones, ghosts and stale ones. */
final class Corruption {
    private static final int DELETED = 8;
    private static final int ALTERED = 7;
    private static final int GHOSTS = 5;
    private static final int STALE = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final IndexClient client;
    private final String index;

    /** Keys by the kind of difference that they must be found as. */
    record Planted(Map<String, Set<String>> byKind) {
        int count() {
            return byKind.values().stream().mapToInt(Set::size).sum();
        }
    }

    /** @param index of a table whose key is a UUID and which has a text column {@code note} */
    Corruption(IndexClient client, String index) {
        this.client = client;
        this.index = index;
    }

    /**
     * Plants them.
     *
     * @param ids of existing documents, at least 25
     */
    Planted strike(List<String> ids) {
        Map<String, Set<String>> planted = new TreeMap<>();
        int at = 0;
        for (int i = 0; i < DELETED; i++) {
            String id = ids.get(at++);
            client.call("DELETE", path(id), "");
            plant(planted, "missing", id);
        }
        for (int i = 0; i < ALTERED; i++) {
            String id = ids.get(at++);
            client.call("POST", "/" + index + "/_update/" + id, "{\"doc\": {\"note\": \"changed by nobody\"}}");
            plant(planted, "different", id);
        }
        for (int i = 0; i < GHOSTS; i++) {
            String id = UUID.randomUUID().toString();
            put(id, stored(ids.get(at)));
            plant(planted, "extra", id);
        }
        stale(ids.subList(at, at + STALE), planted);
        client.refresh(index);
        return new Planted(planted);
    }

    /** A document as it might have been before its last change, with a checksum and a version that fit it. */
    private void stale(List<String> ids, Map<String, Set<String>> planted) {
        client.call("PUT", "/" + index + "/_settings", "{\"index.gc_deletes\": \"0s\"}");
        for (String id : ids) {
            ObjectNode older = stored(id).deepCopy();
            older.put("note", "as it was before");
            ObjectNode cdc = (ObjectNode) older.path("_cdc");
            cdc.put("version", cdc.path("version").asLong() - 1);
            OlderImage.sum(older);
            client.call("DELETE", path(id), "");
            boolean there = Waiting.until(PATIENCE, () -> {
                client.refresh(index);
                return taken(id, older);
            });
            if (!there) {
                throw new StackException("The older image of a document was not taken.");
            }
            plant(planted, "stale", id);
        }
        client.call("PUT", "/" + index + "/_settings", "{\"index.gc_deletes\": null}");
    }

    private boolean taken(String id, JsonNode document) {
        try {
            put(id, document);
            return true;
        } catch (StackException stillRemembersTheDelete) {
            return false;
        }
    }

    private void put(String id, JsonNode document) {
        client.call(
                "PUT",
                path(id) + "?version_type=external_gte&version="
                        + document.path("_cdc").path("version").asLong(),
                document.toString());
    }

    private JsonNode stored(String id) {
        return client.get(index, id).orElseThrow(() -> new StackException("There is no document to damage."));
    }

    private String path(String id) {
        return "/" + index + "/_doc/" + id;
    }

    private static void plant(Map<String, Set<String>> planted, String kind, String id) {
        planted.computeIfAbsent(kind, made -> new TreeSet<>()).add(id);
    }
}
