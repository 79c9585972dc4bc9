package dev.afterimage.indexer.index.memory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.indexer.index.BulkAnswer;
import dev.afterimage.indexer.index.BulkBody;
import dev.afterimage.indexer.index.BulkSender;
import dev.afterimage.indexer.index.ElasticsearchConnection;
import dev.afterimage.indexer.index.ItemVerdict;
import dev.afterimage.indexer.index.SinkFailure;
import java.util.List;

/**
 * Removes tombstone documents that are older than the replay horizon.
 *
 * <p>A removal carries the version that was found, so one that has been overwritten since stays. Not for tables whose deletes are soft: their
 * tombstones hold rows. Blocking and thread-safe.
 */
public final class TombstonePurge {
    private static final int PAGE = 1000;

    private final FoundDocuments documents;
    private final BulkSender sender;

    public TombstonePurge(ElasticsearchConnection connection, BulkSender sender) {
        this.documents = new FoundDocuments(connection);
        this.sender = sender;
    }

    /**
     * Removes what is older.
     *
     * @param committedBefore milliseconds since 1970, compared with {@code _cdc.ts}
     * @param limit how many to remove at most, so that one run is bounded; the next goes on
     * @return how many were removed
     */
    public long purge(String index, long committedBefore, long limit) throws SinkFailure {
        long removed = 0;
        while (removed < limit) {
            int page = (int) Math.min(PAGE, limit - removed);
            List<FoundDocuments.Hit> old = documents.search(index, olderThan(committedBefore), page);
            int now = old.isEmpty() ? 0 : remove(index, old);
            removed += now;
            if (old.size() < page || now == 0) {
                return removed;
            }
        }
        return removed;
    }

    private int remove(String index, List<FoundDocuments.Hit> old) throws SinkFailure {
        BulkBody body = new BulkBody(old.size() * 128);
        for (FoundDocuments.Hit hit : old) {
            body.delete(index, hit.id(), hit.routing(), hit.version());
        }
        BulkAnswer.Answered answer = SentBodies.answered(sender, body);
        int removed = 0;
        for (int item = 0; item < answer.count(); item++) {
            if (answer.status(item) == 404 && answer.error(item) == null) {
                continue;
            }
            switch (answer.verdict(item)) {
                case ItemVerdict.Ok ok -> removed++;
                case ItemVerdict.Conflict conflict -> {
                    // Written again since it was found: no tombstone any more, or a younger one.
                }
                case ItemVerdict.Failed failed -> throw new SinkFailure(failed.category(), failed.message());
            }
        }
        return removed;
    }

    private static ObjectNode olderThan(long committedBefore) {
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        ArrayNode filter = query.putObject("bool").putArray("filter");
        filter.addObject().putObject("term").put("_cdc.deleted", true);
        filter.addObject()
                .putObject("range")
                .putObject("_cdc.ts")
                .put("lt", committedBefore)
                .put("format", "epoch_millis");
        return query;
    }
}
