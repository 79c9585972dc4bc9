package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.indexer.document.TableOptions;
import dev.afterimage.indexer.index.BulkAnswer;
import dev.afterimage.indexer.index.BulkBody;
import dev.afterimage.indexer.index.ItemError;
import dev.afterimage.indexer.index.SentBulk;
import dev.afterimage.indexer.plan.DocumentKey;
import dev.afterimage.indexer.plan.EpochBook;
import dev.afterimage.indexer.plan.ParkedMark;
import dev.afterimage.indexer.plan.StoredFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A search engine in memory with the exact semantics of {@code external_gte}, whose answers come late, out of order, or not at all.
 *
 * <p>A request that failed may have been carried out before, may be later, or never.
 */
final class SimulatedSink implements Sink {
    /** A document with this in a value is refused by the mapping until that is mended. */
    static final String POISON = "poison ";

    private final SimulatedNetwork network;
    private final Random random;
    private final StoredRows rows;
    private final Mutation mutation;
    private final Set<String> prepared = new HashSet<>();
    private final Map<String, List<ParkedMark>> marks = new HashMap<>();
    private final Map<FloorPlace, Long> floors = new HashMap<>();
    private final int largest;
    private boolean mended;
    private int trouble;

    /**
     * @param largest bytes of a bulk body above which it draws 413
     * @param trouble percent of items that draw 429 or the like
     */
    SimulatedSink(
            SimulatedNetwork network, Random random, StoredRows rows, Mutation mutation, int largest, int trouble) {
        this.network = network;
        this.random = random;
        this.rows = rows;
        this.mutation = mutation;
        this.largest = largest;
        this.trouble = trouble;
    }

    /** From now on the mapping takes everything. */
    void mend() {
        mended = true;
    }

    /** From now on nothing is throttled. */
    void calm() {
        trouble = 0;
    }

    @Override
    public CompletableFuture<BulkAnswer> send(BulkBody body) {
        List<SentBulk.Item> items = SentBulk.items(body);
        boolean tooLarge = body.size() > largest;
        return network.call(
                () -> tooLarge ? new BulkAnswer.Refused(FailureCategory.TOO_LARGE, "413", true) : write(items),
                failure -> CompletableFuture.completedFuture(
                        new BulkAnswer.Refused(failure.category(), "no answer", false)));
    }

    private BulkAnswer write(List<SentBulk.Item> items) {
        int[] statuses = new int[items.size()];
        @Nullable ItemError[] errors = new ItemError[items.size()];
        for (int i = 0; i < statuses.length; i++) {
            SentBulk.Item item = items.get(i);
            String index = item.alias().substring(0, item.alias().length() - ".write".length());
            errors[i] = write(index, item);
            statuses[i] = errors[i] == null ? 201 : status(errors[i]);
        }
        return SentBulk.answer(statuses, errors);
    }

    private static int status(ItemError error) {
        return switch (error.type()) {
            case "version_conflict_engine_exception" -> 409;
            case "es_rejected_execution_exception" -> 429;
            case "index_not_found_exception" -> 404;
            default -> 400;
        };
    }

    private @Nullable ItemError write(String index, SentBulk.Item item) {
        if (!prepared.contains(index)) {
            return new ItemError("index_not_found_exception", "no such index");
        }
        if (random.nextInt(100) < trouble) {
            if (random.nextInt(10) == 0) {
                prepared.remove(index);
                return new ItemError("index_not_found_exception", "somebody closed it");
            }
            return new ItemError("es_rejected_execution_exception", "queue is full");
        }
        StoredRow now = StoredRow.read(item.id(), item.version(), item.source());
        if (!mended && now.text().contains(POISON)) {
            return new ItemError("document_parsing_exception", "the mapping does not take it");
        }
        if (!rows.takes(index, now)) {
            return new ItemError("version_conflict_engine_exception", "a newer version is there");
        }
        if (mutation == Mutation.NO_DELETE_MEMORY && now.deleted()) {
            rows.remove(index, item.id());
        } else {
            rows.put(index, now);
        }
        return null;
    }

    @Override
    public CompletableFuture<List<Stored>> fetch(List<DocumentKey> keys, boolean withFields) {
        return network.call(() -> keys.stream()
                .map(key -> {
                    StoredRow row = rows.get(key.index(), key.id());
                    return row == null
                            ? Stored.NOTHING
                            : new Stored(row.image(), withFields ? StoredFields.of(row.source()) : null, 0);
                })
                .toList());
    }

    @Override
    public CompletableFuture<List<String>> prepare(String index, TableOptions options, @Nullable TableSchema schema) {
        return network.call(() -> {
            prepared.add(index);
            return List.of();
        });
    }

    @Override
    public CompletableFuture<Control> control() {
        return network.call(
                () -> new Control(mutation == Mutation.NO_FLOORS ? Map.of() : Map.copyOf(floors), EpochBook.EMPTY));
    }

    @Override
    public CompletableFuture<Void> raiseFloor(FloorPlace place, long version) {
        return network.run(() -> floors.merge(place, version, Math::max));
    }

    long floor(FloorPlace place) {
        return floors.getOrDefault(place, -1L);
    }

    @Override
    public CompletableFuture<Void> sweep(FloorPlace place, long version) {
        return network.run(() -> rows.sweep(place.index(), version));
    }

    @Override
    public CompletableFuture<Long> purge(String index, long deletedBefore) {
        return network.call(() -> 0L);
    }

    @Override
    public CompletableFuture<Void> openEpoch(String source, EpochBook.Opening opening) {
        throw new AssertionError("the simulated source never begins anew");
    }

    @Override
    public CompletableFuture<Void> markParked(String parkedKey, ParkedMark mark) {
        // A mark that lands when its dead letter is resolved already would stay, and hold the key's partial images back
        // until a
        // complete one comes. Safe, and not what is looked at here.
        return network.atOnce(() -> {
            List<ParkedMark> known = marks.computeIfAbsent(parkedKey, made -> new ArrayList<>());
            if (known.stream().noneMatch(each -> same(each.at(), mark.at()))) {
                known.add(mark);
            }
        });
    }

    @Override
    public CompletableFuture<Void> completeMark(String parkedKey, ParkedMark mark) {
        return network.run(() -> marks.getOrDefault(parkedKey, new ArrayList<>())
                .replaceAll(known -> same(known.at(), mark.at())
                        ? new ParkedMark(known.at(), mark.version(), known.seen())
                        : known));
    }

    @Override
    public CompletableFuture<Void> unmarkParked(String parkedKey, RecordCoordinates at) {
        return network.run(
                () -> marks.getOrDefault(parkedKey, new ArrayList<>()).removeIf(mark -> same(mark.at(), at)));
    }

    private static boolean same(RecordCoordinates one, RecordCoordinates other) {
        return one.topic().equals(other.topic())
                && one.partition() == other.partition()
                && one.offset() == other.offset();
    }

    @Override
    public CompletableFuture<List<List<ParkedMark>>> parked(List<String> parkedKeys) {
        if (parkedKeys.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return network.call(() -> parkedKeys.stream()
                .map(key -> mutation == Mutation.NO_PARKED_MARKS
                        ? List.<ParkedMark>of()
                        : List.copyOf(marks.getOrDefault(key, List.of())))
                .toList());
    }
}
