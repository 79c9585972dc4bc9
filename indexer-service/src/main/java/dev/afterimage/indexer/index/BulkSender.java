package dev.afterimage.indexer.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.support.elastic.ElasticsearchSettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Sends bulk bodies as they are.
 *
 * <p>Elasticsearch never makes an index for a write of ours: {@code require_alias} goes with every request, and the target of every item
 * is the write alias that {@code catalogue} makes together with the index. A missing index is an item's {@code INDEX_UNAVAILABLE}.
 * Thread-safe; keeping the number of bodies under way within {@link ElasticsearchSettings#maxInFlight()} is the caller's part.
 */
public final class BulkSender {
    private static final String ANSWER_PARTS =
            "took,errors,items.*.status,items.*.error.type,items.*.error.reason,error.type,error.reason";

    private final ElasticsearchConnection connection;
    private final Map<String, String> parameters;

    public BulkSender(ElasticsearchConnection connection) {
        this.connection = connection;
        Map<String, String> fixed = new LinkedHashMap<>();
        fixed.put("require_alias", "true");
        fixed.put("filter_path", ANSWER_PARTS);
        // The node gives up before we do, so that it tells us which items it could not place.
        fixed.put("timeout", connection.settings().requestTimeout().toMillis() * 2 / 3 + "ms");
        this.parameters = Map.copyOf(fixed);
    }

    /** Sends a body, which must not change until the answer is there; the future never fails and completes within the request time-out. */
    public CompletableFuture<BulkAnswer> send(BulkBody body) {
        int count = body.count();
        if (count == 0) {
            throw new IllegalArgumentException("an empty bulk body");
        }
        Call call = new Call("POST", "/_bulk", parameters, body.bytes(), body.size(), Call.NDJSON);
        return connection.send(call).thenApply(reply -> judge(reply, count));
    }

    static BulkAnswer judge(Reply reply, int count) {
        return switch (reply) {
            case Reply.NoAnswer none -> refused(RequestFailure.of(none));
            case Reply.Answer answer
            when answer.status() == 200 -> {
                try {
                    yield BulkReplyReader.read(answer.body(), count);
                } catch (IOException e) {
                    yield new BulkAnswer.Refused(
                            FailureCategory.SINK_UNAVAILABLE, "the answer is no bulk answer: " + plain(e), false);
                }
            }
            case Reply.Answer answer -> refused(RequestFailure.of(answer));
        };
    }

    private static BulkAnswer refused(RequestFailure failure) {
        return new BulkAnswer.Refused(failure.category(), failure.message(), failure.splittable());
    }

    /** Jackson's messages quote the body; ours do not. */
    private static String plain(IOException e) {
        return e instanceof JsonProcessingException ? "not valid JSON" : String.valueOf(e.getMessage());
    }
}
