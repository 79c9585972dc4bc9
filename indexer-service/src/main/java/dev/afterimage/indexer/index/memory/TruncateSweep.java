package dev.afterimage.indexer.index.memory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.position.Version;
import dev.afterimage.indexer.index.BulkAnswer;
import dev.afterimage.indexer.index.BulkBody;
import dev.afterimage.indexer.index.BulkSender;
import dev.afterimage.indexer.index.ElasticsearchConnection;
import dev.afterimage.indexer.index.ItemVerdict;
import dev.afterimage.indexer.index.SinkFailure;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Carries a truncate out: every document of a source below the truncate's version becomes a tombstone at that version.
 *
 * <p>A write that is newer than the truncate stays, whatever the order in which the two arrive. Stopped half way, it is simply begun again.
 * Blocking and thread-safe.
 */
public final class TruncateSweep {
    private static final int PAGE = 1000;
    /** Documents whose version is above what their {@code _cdc} says: somebody else wrote them. */
    private static final int MOST_STUBBORN = 10_000;

    private final FoundDocuments documents;
    private final BulkSender sender;
    private final Clock clock;

    public TruncateSweep(ElasticsearchConnection connection, BulkSender sender, Clock clock) {
        this.documents = new FoundDocuments(connection);
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * Sweeps until nothing is left below the floor.
     *
     * @param floor the truncate's version
     * @return how many documents were turned into tombstones
     */
    public long sweep(String index, String source, Version floor) throws SinkFailure {
        byte[] tombstone = tombstone(source, floor);
        Set<String> conflicted = new HashSet<>();
        Set<String> stubborn = new HashSet<>();
        long swept = 0;
        while (true) {
            List<FoundDocuments.Hit> below = documents.search(index, below(source, floor, stubborn), PAGE);
            if (below.isEmpty()) {
                return swept;
            }
            BulkBody body = new BulkBody(below.size() * (tombstone.length + 128));
            for (FoundDocuments.Hit hit : below) {
                body.add(index, hit.id(), hit.routing(), floor.value(), tombstone, 0, tombstone.length);
            }
            BulkAnswer.Answered answer = SentBodies.answered(sender, body);
            for (int item = 0; item < answer.count(); item++) {
                switch (answer.verdict(item)) {
                    case ItemVerdict.Ok ok -> swept++;
                    case ItemVerdict.Conflict conflict -> {
                        // A newer write came in between, and the next search does not find it; else it is not to be
                        // moved.
                        String id = below.get(item).id();
                        if (!conflicted.add(id)) {
                            stubborn.add(id);
                        }
                    }
                    case ItemVerdict.Failed failed -> throw new SinkFailure(failed.category(), failed.message());
                }
            }
            if (stubborn.size() > MOST_STUBBORN) {
                throw new SinkFailure(
                        FailureCategory.INDEX_UNAVAILABLE,
                        index
                                + " holds documents whose version is above their _cdc.version: something else writes to it");
            }
        }
    }

    private byte[] tombstone(String source, Version floor) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putObject("_cdc")
                .put("version", floor.value())
                .put("epoch", floor.epoch())
                .put("commit", floor.commit())
                .put("order", floor.order())
                .put("op", "t")
                .put("ts", clock.millis())
                .put("source", source)
                .put("deleted", true);
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode below(String source, Version floor, Set<String> except) {
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        ObjectNode bool = query.putObject("bool");
        ArrayNode filter = bool.putArray("filter");
        filter.addObject().putObject("term").put("_cdc.source", source);
        filter.addObject().putObject("range").putObject("_cdc.version").put("lt", floor.value());
        if (!except.isEmpty()) {
            ArrayNode ids = bool.putObject("must_not").putObject("ids").putArray("values");
            except.forEach(ids::add);
        }
        return query;
    }
}
