package dev.afterimage.indexer.index.rebuild;

import dev.afterimage.cdc.deadletter.Disposition;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.indexer.index.BulkAnswer;
import dev.afterimage.indexer.index.BulkBody;
import dev.afterimage.indexer.index.BulkSender;
import dev.afterimage.indexer.index.ElasticsearchConnection;
import dev.afterimage.indexer.index.ItemVerdict;
import dev.afterimage.indexer.index.SinkFailure;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Copies documents of one generation into another, byte for byte and with their versions. Blocking; each call may be repeated. */
public final class DocumentCopy {
    private static final int MOST_DOCUMENTS = 1_000;
    private static final int BODY_BYTES = 4_000_000;
    private static final int ANSWER_BYTES = 8_000_000;

    /**
     * What came of a page.
     *
     * @param last the highest sequence number that was copied
     * @param end whether nothing is left up to the end that was set
     * @param documents how many were copied, or are there in a higher version
     * @param refused how many the new generation does not take
     * @param why why the last one was not taken, or null
     */
    public record Step(
            long last,
            boolean end,
            int documents,
            int refused,
            @Nullable String why) {}

    private final DocumentScan scan;
    private final BulkSender sender;
    private int size = 200;

    public DocumentCopy(ElasticsearchConnection connection, BulkSender sender) {
        this.scan = new DocumentScan(connection);
        this.sender = sender;
    }

    /**
     * Copies one page.
     *
     * @param concrete the index that is read
     * @param to the generation that is written, by its write alias
     * @param from the sequence number to go on from, -1 at the beginning
     * @param end the last one that is of interest
     */
    public Step step(Generations.Standing concrete, String to, long from, long end, boolean tombstonesOnly)
            throws SinkFailure {
        // Of one number there is at most one document in each shard, so that a page always gets beyond where it began.
        int page = Math.max(size, concrete.shards() + 1);
        List<ScannedDocument> documents = scan.documents(concrete.name(), from, page, tombstonesOnly);
        long bytes = documents.stream().mapToLong(each -> each.source().length).sum();
        size = (int) Math.clamp(
                bytes == 0 ? MOST_DOCUMENTS : ANSWER_BYTES * (long) documents.size() / bytes, 1, MOST_DOCUMENTS);
        int refused = 0;
        String why = null;
        BulkBody body = new BulkBody(BODY_BYTES);
        for (int i = 0; i < documents.size(); i++) {
            ScannedDocument each = documents.get(i);
            body.add(to, each.id(), each.routing(), each.version(), each.source(), 0, each.source().length);
            if (body.size() >= BODY_BYTES || i == documents.size() - 1) {
                BulkAnswer.Answered answer = answered(body);
                for (int item = 0; item < answer.count(); item++) {
                    if (answer.verdict(item) instanceof ItemVerdict.Failed failed) {
                        if (failed.category().disposition() != Disposition.PARK) {
                            throw new SinkFailure(failed.category(), failed.message());
                        }
                        refused++;
                        why = failed.category() + ": " + failed.message();
                    }
                }
                body.clear();
            }
        }
        long last = documents.isEmpty() ? end : documents.getLast().sequence();
        return new Step(last, documents.size() < page || last > end, documents.size() - refused, refused, why);
    }

    private BulkAnswer.Answered answered(BulkBody body) throws SinkFailure {
        try {
            return switch (sender.send(body).get()) {
                case BulkAnswer.Answered answered -> answered;
                case BulkAnswer.Refused refused -> throw new SinkFailure(refused.category(), refused.message());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SinkFailure(FailureCategory.SINK_UNAVAILABLE, "interrupted while waiting for a bulk answer");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sender's futures never fail", e);
        }
    }
}
