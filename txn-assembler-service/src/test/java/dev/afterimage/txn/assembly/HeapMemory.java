package dev.afterimage.txn.assembly;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A memory that holds bytes as the stores do, so that what a transaction knows passes through its codec between any two pieces. */
final class HeapMemory implements Memory {
    private final Map<TransactionKey, SortedMap<Long, byte[]>> open = new HashMap<>();
    private final Map<String, SortedMap<Long, Piece.Row>> events = new HashMap<>();
    private final Map<TransactionKey, List<byte[]>> departed = new HashMap<>();

    @Override
    public List<OpenTransaction> open(TransactionKey key) {
        List<OpenTransaction> found = new ArrayList<>();
        open.getOrDefault(key, new TreeMap<>())
                .forEach((serial, bytes) -> found.add(StateCodec.readOpen(key, serial, bytes)));
        return found;
    }

    @Override
    public void begin(OpenTransaction transaction) {
        save(transaction);
    }

    @Override
    public void save(OpenTransaction transaction) {
        open.computeIfAbsent(transaction.key(), key -> new TreeMap<>())
                .put(transaction.serial(), StateCodec.write(transaction));
    }

    @Override
    public @Nullable Long fingerprint(OpenTransaction transaction, long order) {
        Piece.Row row = eventsOf(transaction).get(order);
        return row == null ? null : row.fingerprint();
    }

    @Override
    public void put(OpenTransaction transaction, Piece.Row row) {
        eventsOf(transaction).put(row.order(), (Piece.Row) PieceCodec.read(PieceCodec.write(row)));
    }

    @Override
    public List<Departed> departed(TransactionKey key) {
        return departed.getOrDefault(key, List.of()).stream()
                .map(StateCodec::readDeparted)
                .toList();
    }

    SortedMap<Long, Piece.Row> eventsOf(OpenTransaction transaction) {
        return events.computeIfAbsent(transaction.key() + "#" + transaction.serial(), key -> new TreeMap<>());
    }

    void depart(OpenTransaction transaction, long at) {
        SortedMap<Long, byte[]> ofKey = open.getOrDefault(transaction.key(), new TreeMap<>());
        ofKey.remove(transaction.serial());
        events.remove(transaction.key() + "#" + transaction.serial());
        departed.computeIfAbsent(transaction.key(), key -> new ArrayList<>())
                .add(StateCodec.write(transaction.departed(at)));
    }

    List<OpenTransaction> all() {
        Collection<TransactionKey> keys = List.copyOf(open.keySet());
        return keys.stream().flatMap(key -> open(key).stream()).toList();
    }
}
