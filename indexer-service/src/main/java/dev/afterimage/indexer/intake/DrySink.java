package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.indexer.document.TableOptions;
import dev.afterimage.indexer.dryrun.HazardKind;
import dev.afterimage.indexer.dryrun.Hazards;
import dev.afterimage.indexer.dryrun.Overlay;
import dev.afterimage.indexer.index.BulkAnswer;
import dev.afterimage.indexer.index.BulkBody;
import dev.afterimage.indexer.index.BulkItems;
import dev.afterimage.indexer.index.ElasticsearchConnection;
import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.indexer.index.StoredDocument;
import dev.afterimage.indexer.index.StoredDocuments;
import dev.afterimage.indexer.index.StoredPosition;
import dev.afterimage.indexer.index.catalogue.Diagnosis;
import dev.afterimage.indexer.index.catalogue.IndexDraft;
import dev.afterimage.indexer.plan.DocumentKey;
import dev.afterimage.indexer.plan.EpochBook;
import dev.afterimage.indexer.plan.ParkedMark;
import dev.afterimage.indexer.plan.StoredFields;
import dev.afterimage.indexer.plan.StoredImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A sink that takes everything and writes nothing: what would be written stands in memory, before what is really stored, and is judged as
 * Elasticsearch would judge it. Of the node it only reads. Called by the worker's thread alone; calls of the node block it.
 */
final class DrySink implements Sink {
    private final ElasticsearchConnection connection;
    private final StoredDocuments documents;
    private final Control shared;
    private final Hazards hazards;
    private final Overlay overlay = new Overlay();
    private final Map<String, IndexDraft> drafts = new HashMap<>();
    private final Map<String, List<ParkedMark>> marks = new HashMap<>();

    /** @param shared what the instances share already, as it was read */
    DrySink(ElasticsearchConnection connection, Control shared, Hazards hazards) {
        this.connection = connection;
        this.documents = new StoredDocuments(connection, this::concrete);
        this.shared = shared;
        this.hazards = hazards;
    }

    private String concrete(String index) {
        IndexDraft draft = drafts.get(index);
        return draft == null ? index : draft.name();
    }

    Overlay overlay() {
        return overlay;
    }

    /** The index as it would be, or null if nothing was to be written to it. */
    @Nullable
    IndexDraft draft(String index) {
        return drafts.get(index);
    }

    @Override
    public CompletableFuture<BulkAnswer> send(BulkBody body) {
        List<BulkItems.Item> items = BulkItems.of(body);
        Map<DocumentKey, StoredDocument> stored;
        try {
            stored = stored(items);
        } catch (SinkFailure e) {
            return CompletableFuture.completedFuture(
                    new BulkAnswer.Refused(e.category(), String.valueOf(e.getMessage()), false));
        }
        boolean[] conflicts = new boolean[items.size()];
        for (int i = 0; i < conflicts.length; i++) {
            conflicts[i] = conflicts(items.get(i), stored);
        }
        return CompletableFuture.completedFuture(BulkAnswer.Answered.judged(conflicts));
    }

    private boolean conflicts(BulkItems.Item item, Map<DocumentKey, StoredDocument> stored) {
        Overlay.Standing standing = overlay.find(item.index(), item.id());
        StoredDocument there = stored.get(new DocumentKey(item.index(), item.id(), item.routing()));
        long version = standing != null ? standing.image().version() : there == null ? -1 : there.version();
        if (item.version() < version) {
            return true;
        }
        Set<String> fields =
                new HashSet<>(StoredFields.of(item.source()).fields().keySet());
        overlay.put(item.index(), item.id(), image(item), fields);
        return false;
    }

    private static StoredImage image(BulkItems.Item item) {
        StoredPosition at = item.position();
        return at == null
                ? new StoredImage(item.version(), -1, 0, StoredImage.NO_SNAPSHOT, "", "", -1, -1, false)
                : new StoredImage(
                        item.version(),
                        at.commit(),
                        at.order(),
                        at.snapshot(),
                        at.source(),
                        at.topic(),
                        at.partition(),
                        at.offset(),
                        at.deleted());
    }

    /** What is really stored of documents that nothing was written over yet. */
    private Map<DocumentKey, StoredDocument> stored(List<BulkItems.Item> items) throws SinkFailure {
        List<DocumentKey> keys = items.stream()
                .map(item -> new DocumentKey(item.index(), item.id(), item.routing()))
                .filter(this::onlyThere)
                .toList();
        Map<DocumentKey, StoredDocument> found = new HashMap<>();
        for (StoredDocument document : fetched(keys, false)) {
            found.put(document.key(), document);
        }
        return found;
    }

    private boolean onlyThere(DocumentKey key) {
        IndexDraft draft = drafts.get(key.index());
        return overlay.find(key.index(), key.id()) == null && draft != null && draft.exists();
    }

    private List<StoredDocument> fetched(List<DocumentKey> keys, boolean withFields) throws SinkFailure {
        if (keys.isEmpty()) {
            return List.of();
        }
        try {
            return documents.fetch(keys, withFields).join();
        } catch (RuntimeException e) {
            throw new SinkFailure(
                    Failures.of(e).category(), String.valueOf(Failures.of(e).getMessage()));
        }
    }

    @Override
    public CompletableFuture<List<Stored>> fetch(List<DocumentKey> keys, boolean withFields) {
        try {
            Map<DocumentKey, Stored> there = new HashMap<>();
            for (StoredDocument document :
                    fetched(keys.stream().filter(this::onlyThere).distinct().toList(), withFields)) {
                there.put(document.key(), ElasticsearchSink.stored(document));
            }
            List<Stored> all = new ArrayList<>(keys.size());
            for (DocumentKey key : keys) {
                Overlay.Standing standing = overlay.find(key.index(), key.id());
                all.add(
                        standing == null
                                ? there.getOrDefault(key, Stored.NOTHING)
                                : new Stored(standing.image(), standing.fields(), 0));
            }
            return CompletableFuture.completedFuture(all);
        } catch (SinkFailure e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<List<String>> prepare(String index, TableOptions options, @Nullable TableSchema schema) {
        try {
            IndexDraft draft = drafts.get(index);
            if (draft == null) {
                draft = IndexDraft.of(connection, index);
                drafts.put(index, draft);
                tell(index, draft);
            }
            List<Diagnosis> diagnoses = draft.extend(TableMapping.plan(options, schema));
            for (Diagnosis diagnosis : diagnoses) {
                hazards.note(
                        HazardKind.MAPPING,
                        index,
                        diagnosis.message(),
                        "give the table another index, or build this one anew",
                        "");
            }
            return CompletableFuture.completedFuture(
                    diagnoses.stream().map(Diagnosis::message).toList());
        } catch (SinkFailure e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void tell(String index, IndexDraft draft) {
        draft.obstacles()
                .forEach(obstacle -> hazards.note(
                        HazardKind.INDEX,
                        index,
                        obstacle,
                        "name another index in the table's settings where this one is not ours",
                        ""));
        if (draft.foreign() > 0) {
            hazards.note(
                    HazardKind.NOT_OURS,
                    index,
                    draft.foreign()
                            + " of its documents have no _cdc: readers would go on seeing those whose rows are gone",
                    "begin with another index, and let readers go to it",
                    "");
        }
    }

    @Override
    public CompletableFuture<Control> control() {
        return CompletableFuture.completedFuture(shared);
    }

    /** Counts at once within the worker; nobody else is to know of it. */
    @Override
    public CompletableFuture<Void> raiseFloor(FloorPlace place, long version) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> sweep(FloorPlace place, long version) {
        overlay.sweep(place.index(), place.source(), version);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Long> purge(String index, long deletedBefore) {
        return CompletableFuture.completedFuture(0L);
    }

    @Override
    public CompletableFuture<Void> openEpoch(String source, EpochBook.Opening opening) {
        return CompletableFuture.failedFuture(
                new SinkFailure(FailureCategory.INDEX_UNAVAILABLE, "a dry run opens no epoch"));
    }

    @Override
    public CompletableFuture<Void> markParked(String parkedKey, ParkedMark mark) {
        marks.computeIfAbsent(parkedKey, made -> new ArrayList<>(1)).add(mark);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> completeMark(String parkedKey, ParkedMark mark) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> unmarkParked(String parkedKey, RecordCoordinates at) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<List<List<ParkedMark>>> parked(List<String> parkedKeys) {
        return CompletableFuture.completedFuture(parkedKeys.stream()
                .map(key -> List.copyOf(marks.getOrDefault(key, List.of())))
                .toList());
    }
}
