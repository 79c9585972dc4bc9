package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.indexer.document.TableOptions;
import dev.afterimage.indexer.index.BulkAnswer;
import dev.afterimage.indexer.index.BulkBody;
import dev.afterimage.indexer.index.catalogue.Generation;
import dev.afterimage.indexer.plan.DocumentKey;
import dev.afterimage.indexer.plan.EpochBook;
import dev.afterimage.indexer.plan.ParkedMark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sink of a rebuild: writes one generation of an index, and leaves alone what all instances share.
 *
 * <p>Floors of the index count for its generation. Marks of parked keys are read, and those of records that only the generation does not take
 * are kept in here: who takes the rebuild over reads these records again. Thread-safe.
 */
final class RebuildSink implements Sink {
    private final Sink shared;
    private final Generation generation;
    private final boolean sameContent;
    private final Map<String, List<ParkedMark>> own = new ConcurrentHashMap<>();

    /** @param sameContent whether a document of the index has the content that it has in the generation */
    RebuildSink(Sink shared, Generation generation, boolean sameContent) {
        this.shared = shared;
        this.generation = generation;
        this.sameContent = sameContent;
    }

    @Override
    public CompletableFuture<BulkAnswer> send(BulkBody body) {
        return shared.send(body);
    }

    /**
     * What the generation holds; where it holds nothing of a document yet, what the index holds. A document that was changed before its turn to be
     * copied came is not copied, and the change may be a partial image.
     */
    @Override
    public CompletableFuture<List<Stored>> fetch(List<DocumentKey> keys, boolean withFields) {
        CompletableFuture<List<Stored>> own = shared.fetch(keys, withFields);
        return sameContent ? own.thenCompose(found -> completed(keys, found, withFields)) : own;
    }

    private CompletableFuture<List<Stored>> completed(List<DocumentKey> keys, List<Stored> found, boolean withFields) {
        List<Integer> missing = new ArrayList<>();
        List<DocumentKey> old = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).image() == null) {
                DocumentKey key = keys.get(i);
                missing.add(i);
                old.add(new DocumentKey(generation.of(), key.id(), key.routing()));
            }
        }
        if (missing.isEmpty()) {
            return CompletableFuture.completedFuture(found);
        }
        return shared.fetch(old, withFields).thenApply(there -> {
            List<Stored> all = new ArrayList<>(found);
            for (int i = 0; i < missing.size(); i++) {
                all.set(missing.get(i), there.get(i));
            }
            return all;
        });
    }

    @Override
    public CompletableFuture<List<String>> prepare(String index, TableOptions options, @Nullable TableSchema schema) {
        return shared.prepare(index, options, schema);
    }

    @Override
    public CompletableFuture<Control> control() {
        return shared.control().thenApply(read -> {
            Map<FloorPlace, Long> floors = new HashMap<>(read.floors());
            read.floors().forEach((place, version) -> {
                if (place.index().equals(generation.of())) {
                    floors.put(new FloorPlace(generation.name(), place.source()), version);
                }
            });
            return new Control(floors, read.epochs());
        });
    }

    @Override
    public CompletableFuture<Void> raiseFloor(FloorPlace place, long version) {
        return shared.raiseFloor(new FloorPlace(generation.of(), place.source()), version);
    }

    @Override
    public CompletableFuture<Void> sweep(FloorPlace place, long version) {
        return shared.sweep(place, version);
    }

    /** The group purges what it writes; a generation is young. */
    @Override
    public CompletableFuture<Long> purge(String index, long deletedBefore) {
        return CompletableFuture.completedFuture(0L);
    }

    /** Epochs are opened by the group. */
    @Override
    public CompletableFuture<Void> openEpoch(String source, EpochBook.Opening opening) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> markParked(String parkedKey, ParkedMark mark) {
        own.compute(parkedKey, (key, known) -> {
            List<ParkedMark> all = known == null ? new ArrayList<>(1) : new ArrayList<>(known);
            all.removeIf(each -> samePlace(each.at(), mark.at()));
            all.add(mark);
            return List.copyOf(all);
        });
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> completeMark(String parkedKey, ParkedMark mark) {
        own.computeIfPresent(parkedKey, (key, known) -> known.stream()
                .map(each ->
                        samePlace(each.at(), mark.at()) ? new ParkedMark(each.at(), mark.version(), each.seen()) : each)
                .toList());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> unmarkParked(String parkedKey, RecordCoordinates at) {
        own.computeIfPresent(parkedKey, (key, known) -> {
            List<ParkedMark> left =
                    known.stream().filter(each -> !samePlace(each.at(), at)).toList();
            return left.isEmpty() ? null : left;
        });
        return CompletableFuture.completedFuture(null);
    }

    private static boolean samePlace(RecordCoordinates one, RecordCoordinates other) {
        return one.topic().equals(other.topic())
                && one.partition() == other.partition()
                && one.offset() == other.offset();
    }

    @Override
    public CompletableFuture<List<List<ParkedMark>>> parked(List<String> parkedKeys) {
        return shared.parked(parkedKeys).thenApply(read -> {
            List<List<ParkedMark>> all = new ArrayList<>(read.size());
            for (int i = 0; i < read.size(); i++) {
                List<ParkedMark> marks = new ArrayList<>(read.get(i));
                marks.addAll(own.getOrDefault(parkedKeys.get(i), List.of()));
                all.add(marks);
            }
            return all;
        });
    }
}
