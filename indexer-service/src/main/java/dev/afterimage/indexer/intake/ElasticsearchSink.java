package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.position.Version;
import dev.afterimage.indexer.document.TableOptions;
import dev.afterimage.indexer.index.BulkAnswer;
import dev.afterimage.indexer.index.BulkBody;
import dev.afterimage.indexer.index.BulkSender;
import dev.afterimage.indexer.index.ElasticsearchConnection;
import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.indexer.index.StoredDocument;
import dev.afterimage.indexer.index.StoredDocuments;
import dev.afterimage.indexer.index.StoredPosition;
import dev.afterimage.indexer.index.catalogue.Diagnosis;
import dev.afterimage.indexer.index.catalogue.IndexCatalogue;
import dev.afterimage.indexer.index.catalogue.MappingPlan;
import dev.afterimage.indexer.index.control.ControlIndex;
import dev.afterimage.indexer.index.control.Epochs;
import dev.afterimage.indexer.index.control.ParkedKeys;
import dev.afterimage.indexer.index.control.TruncateFloors;
import dev.afterimage.indexer.index.memory.TombstonePurge;
import dev.afterimage.indexer.index.memory.TruncateSweep;
import dev.afterimage.indexer.plan.DocumentKey;
import dev.afterimage.indexer.plan.EpochBook;
import dev.afterimage.indexer.plan.ParkedMark;
import dev.afterimage.indexer.plan.StoredFields;
import dev.afterimage.indexer.plan.StoredImage;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The sink in Elasticsearch: bulk bodies and reads go out asynchronously, what is rare blocks a virtual thread. Thread-safe. */
final class ElasticsearchSink implements Sink {
    private static final long MOST_PURGED = 100_000;

    private final BulkSender sender;
    private final StoredDocuments documents;
    private final IndexCatalogue catalogue;
    private final ControlIndex controlIndex;
    private final Epochs epochs;
    private final TruncateFloors floors;
    private final ParkedKeys parkedKeys;
    private final MarkBatches marks;
    private final TruncateSweep truncates;
    private final TombstonePurge purge;
    private final Executor executor;
    private final Clock clock;
    private volatile boolean opened;

    /** @param executor runs blocking calls; virtual threads */
    ElasticsearchSink(
            ElasticsearchConnection connection, BulkSender sender, String controlName, Executor executor, Clock clock) {
        this.sender = sender;
        this.documents = new StoredDocuments(connection);
        this.catalogue = new IndexCatalogue(connection);
        this.controlIndex = new ControlIndex(connection, controlName);
        this.epochs = new Epochs(controlIndex);
        this.floors = new TruncateFloors(controlIndex);
        this.parkedKeys = new ParkedKeys(controlIndex);
        this.marks = new MarkBatches(parkedKeys::addAll, executor);
        this.truncates = new TruncateSweep(connection, sender, clock);
        this.purge = new TombstonePurge(connection, sender);
        this.executor = executor;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<BulkAnswer> send(BulkBody body) {
        return sender.send(body);
    }

    @Override
    public CompletableFuture<List<Stored>> fetch(List<DocumentKey> keys, boolean withFields) {
        return documents.fetch(keys, withFields).thenApply(found -> found.stream()
                .map(ElasticsearchSink::stored)
                .toList());
    }

    static Stored stored(StoredDocument document) {
        StoredPosition at = document.position();
        if (!document.found() || at == null) {
            return Stored.NOTHING;
        }
        StoredImage image = new StoredImage(
                document.version(),
                at.commit(),
                at.order(),
                at.snapshot(),
                at.source(),
                at.topic(),
                at.partition(),
                at.offset(),
                at.deleted());
        byte[] source = document.source();
        return new Stored(image, source == null ? null : StoredFields.of(source), at.ts());
    }

    @Override
    public CompletableFuture<List<String>> prepare(String index, TableOptions options, @Nullable TableSchema schema) {
        return blocking(() -> {
            MappingPlan plan = TableMapping.plan(options, schema);
            return catalogue.ensure(index, plan, TableMapping.shape(options)).stream()
                    .map(Diagnosis::message)
                    .toList();
        });
    }

    @Override
    public CompletableFuture<Control> control() {
        return blocking(() -> {
            if (!opened) {
                controlIndex.open();
                opened = true;
            }
            return shared(floors, epochs);
        });
    }

    /** What the instances share, as it stands in the control index. Blocking. */
    static Control shared(TruncateFloors floors, Epochs epochs) throws SinkFailure {
        Map<FloorPlace, Long> versions = new HashMap<>();
        floors.all().forEach((place, version) -> versions.put(new FloorPlace(place.index(), place.source()), version));
        Map<String, List<EpochBook.Opening>> openings = new HashMap<>();
        epochs.all()
                .forEach((source, all) -> openings.put(
                        source,
                        all.stream()
                                .map(each -> new EpochBook.Opening(each.epoch(), each.from()))
                                .toList()));
        return new Control(versions, new EpochBook(openings));
    }

    @Override
    public CompletableFuture<Void> raiseFloor(FloorPlace place, long version) {
        return blocking(() -> {
            floors.raise(new TruncateFloors.Place(place.index(), place.source()), version);
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> sweep(FloorPlace place, long version) {
        return blocking(() -> {
            truncates.sweep(place.index(), place.source(), new Version(version));
            return null;
        });
    }

    @Override
    public CompletableFuture<Long> purge(String index, long deletedBefore) {
        return blocking(() -> purge.purge(index, deletedBefore, MOST_PURGED));
    }

    @Override
    public CompletableFuture<Void> openEpoch(String source, EpochBook.Opening opening) {
        return blocking(() -> {
            epochs.open(source, opening.epoch(), opening.from(), clock.instant());
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> markParked(String parkedKey, ParkedMark mark) {
        return marks.add(parkedKey, new ParkedKeys.Mark(mark.at(), mark.version(), mark.seen()));
    }

    @Override
    public CompletableFuture<Void> completeMark(String parkedKey, ParkedMark mark) {
        return blocking(() -> {
            parkedKeys.complete(parkedKey, new ParkedKeys.Mark(mark.at(), mark.version(), mark.seen()));
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> unmarkParked(String parkedKey, RecordCoordinates at) {
        return blocking(() -> {
            parkedKeys.remove(parkedKey, at);
            return null;
        });
    }

    @Override
    public CompletableFuture<List<List<ParkedMark>>> parked(List<String> keys) {
        if (keys.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return blocking(() -> parkedKeys.of(keys).stream()
                .map(marks -> marks.stream()
                        .map(mark -> new ParkedMark(mark.at(), mark.version(), mark.seen()))
                        .toList())
                .toList());
    }

    @FunctionalInterface
    private interface Blocking<T> {
        @Nullable
        T call() throws SinkFailure;
    }

    private <T> CompletableFuture<T> blocking(Blocking<T> call) {
        CompletableFuture<T> done = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                done.complete(call.call());
            } catch (SinkFailure | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
