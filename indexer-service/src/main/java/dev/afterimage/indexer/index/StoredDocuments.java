package dev.afterimage.indexer.index;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.key.IndexNames;
import dev.afterimage.indexer.plan.DocumentKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads stored documents by id in real time: what was acknowledged is seen, refreshed or not.
 *
 * <p>Thread-safe.
 */
public final class StoredDocuments {
    private static final int PAGE = 500;
    /** Whole documents may be large: an answer stays well below the client's 100 MB. */
    private static final int PAGE_WITH_SOURCE = 25;

    private final ElasticsearchConnection connection;
    private final UnaryOperator<String> target;

    /** Reads where writes go: by each index's write alias. */
    public StoredDocuments(ElasticsearchConnection connection) {
        this(connection, IndexNames::writeAlias);
    }

    /** @param target what is read for an index */
    public StoredDocuments(ElasticsearchConnection connection, UnaryOperator<String> target) {
        this.connection = connection;
        this.target = target;
    }

    /**
     * Fetches in the order of the keys.
     *
     * @param withSource whether the documents' bytes are wanted too
     * @return fails with {@link SinkFailure} only, as a whole: a missing index is {@code INDEX_UNAVAILABLE}
     */
    public CompletableFuture<List<StoredDocument>> fetch(List<DocumentKey> keys, boolean withSource) {
        CompletableFuture<List<StoredDocument>> all = CompletableFuture.completedFuture(new ArrayList<>(keys.size()));
        int page = withSource ? PAGE_WITH_SOURCE : PAGE;
        for (int from = 0; from < keys.size(); from += page) {
            List<DocumentKey> some = keys.subList(from, Math.min(from + page, keys.size()));
            all = all.thenCompose(before -> page(some, withSource).thenApply(documents -> {
                before.addAll(documents);
                return before;
            }));
        }
        return all;
    }

    private CompletableFuture<List<StoredDocument>> page(List<DocumentKey> keys, boolean withSource) {
        Call call = Call.of("POST", "/_mget", request(keys)).with("realtime", "true");
        if (!withSource) {
            // A filtered answer is written anew, number by number; whole sources are asked for without a filter and
            // come byte for byte.
            call = call.with("_source_includes", "_cdc")
                    .with(
                            "filter_path",
                            "docs._version,docs.found,docs._source,docs.error.type,docs.error.reason,error.type,error.reason");
        }
        return connection.send(call).thenCompose(reply -> {
            try {
                return CompletableFuture.completedFuture(read(reply.bodyOf("_mget"), keys, withSource));
            } catch (IOException e) {
                return CompletableFuture.failedFuture(
                        new SinkFailure(FailureCategory.SINK_UNAVAILABLE, "the answer to _mget cannot be read"));
            } catch (SinkFailure e) {
                return CompletableFuture.failedFuture(e);
            }
        });
    }

    private byte[] request(List<DocumentKey> keys) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("docs");
            for (DocumentKey key : keys) {
                json.writeStartObject();
                json.writeStringField("_index", target.apply(key.index()));
                json.writeStringField("_id", key.id());
                if (key.routing() != null) {
                    json.writeStringField("routing", key.routing());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static List<StoredDocument> read(byte[] body, List<DocumentKey> keys, boolean withSource)
            throws IOException, SinkFailure {
        List<StoredDocument> documents = new ArrayList<>(keys.size());
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            require(json.nextToken() == JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean docs = json.currentName().equals("docs");
                JsonToken value = json.nextToken();
                if (!docs) {
                    json.skipChildren();
                    continue;
                }
                require(value == JsonToken.START_ARRAY);
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    require(documents.size() < keys.size());
                    documents.add(document(json, keys.get(documents.size()), body, withSource));
                }
                require(json.currentToken() == JsonToken.END_ARRAY);
            }
            require(json.currentToken() == JsonToken.END_OBJECT && documents.size() == keys.size());
        }
        return documents;
    }

    private static StoredDocument document(JsonParser json, DocumentKey key, byte[] body, boolean withSource)
            throws IOException, SinkFailure {
        boolean told = false;
        boolean found = false;
        long version = -1;
        StoredPosition position = null;
        byte @Nullable [] source = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "found" -> {
                    found = json.getBooleanValue();
                    told = true;
                }
                case "_version" -> version = json.getLongValue();
                case "_source" -> {
                    require(value == JsonToken.START_OBJECT);
                    int from = (int) json.currentTokenLocation().getByteOffset();
                    position = StoredPositionReader.fromDocument(json);
                    if (withSource) {
                        source = Arrays.copyOfRange(
                                body, from, (int) json.currentLocation().getByteOffset());
                    }
                }
                case "error" -> throw failure(json);
                default -> json.skipChildren();
            }
        }
        require(told);
        return new StoredDocument(key, found, version, position, source);
    }

    private static SinkFailure failure(JsonParser json) throws IOException {
        ItemError error = ItemError.read(json);
        // The items of _mget have no status of their own; all but the types that the verdict knows by name are the
        // node's trouble.
        return ItemVerdict.of(500, error) instanceof ItemVerdict.Failed failed
                ? new SinkFailure(failed.category(), failed.message())
                : new SinkFailure(FailureCategory.SINK_UNAVAILABLE, error.toString());
    }

    private static void require(boolean held) throws IOException {
        if (!held) {
            throw new IOException("not an answer to _mget");
        }
    }
}
