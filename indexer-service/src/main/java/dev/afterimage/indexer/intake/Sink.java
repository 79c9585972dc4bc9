package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.indexer.document.TableOptions;
import dev.afterimage.indexer.index.BulkAnswer;
import dev.afterimage.indexer.index.BulkBody;
import dev.afterimage.indexer.plan.DocumentKey;
import dev.afterimage.indexer.plan.EpochBook;
import dev.afterimage.indexer.plan.ParkedMark;
import dev.afterimage.indexer.plan.StoredFields;
import dev.afterimage.indexer.plan.StoredImage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the worker asks of the search engine. Every call returns at once; its future completes within a bound, on any thread, and fails
 * with {@link dev.afterimage.indexer.index.SinkFailure} where the engine did not do it.
 */
public interface Sink {
    /** What is stored under an id. */
    record Stored(@Nullable StoredImage image, @Nullable StoredFields fields, long committedAt) {
        /** Nothing is stored. */
        public static final Stored NOTHING = new Stored(null, null, 0);
    }

    /** What a floor counts for: versions of different sources do not compare. */
    record FloorPlace(String index, String source) {}

    /**
     * What all instances share.
     *
     * @param floors where a table was truncated, and the truncate's version
     * @param epochs the epochs opened
     */
    record Control(Map<FloorPlace, Long> floors, EpochBook epochs) {}

    /** Sends a bulk body; never fails, see {@link BulkAnswer}. */
    CompletableFuture<BulkAnswer> send(BulkBody body);

    /** What is stored, in the order of the keys; realtime. */
    CompletableFuture<List<Stored>> fetch(List<DocumentKey> keys, boolean withFields);

    /**
     * Makes an index ready for a schema's documents, creating or extending it.
     *
     * @param schema the columns, or null if only tombstones are to be written
     * @return what does not fit and is not indexed exactly, a sentence each
     */
    CompletableFuture<List<String>> prepare(String index, TableOptions options, @Nullable TableSchema schema);

    CompletableFuture<Control> control();

    /** Records durably that everything of a place that is older than a version is truncated. */
    CompletableFuture<Void> raiseFloor(FloorPlace place, long version);

    /** Turns every document of a place below a version into a tombstone at that version; may be repeated. */
    CompletableFuture<Void> sweep(FloorPlace place, long version);

    /** Removes tombstones of an index whose rows were deleted before a time, milliseconds since 1970. */
    CompletableFuture<Long> purge(String index, long deletedBefore);

    /** Records durably that an epoch begins; merged with what is recorded already. */
    CompletableFuture<Void> openEpoch(String source, EpochBook.Opening opening);

    /** Records durably that a key has a parked event; keys are named by {@link dev.afterimage.indexer.park.ParkedKey}. */
    CompletableFuture<Void> markParked(String parkedKey, ParkedMark mark);

    /** Adds the version to the mark of a parked event that could not be decoded when it was parked; does nothing without such a mark. */
    CompletableFuture<Void> completeMark(String parkedKey, ParkedMark mark);

    CompletableFuture<Void> unmarkParked(String parkedKey, RecordCoordinates at);

    /** The parked events of each key. */
    CompletableFuture<List<List<ParkedMark>>> parked(List<String> parkedKeys);
}
