package dev.afterimage.txn.status;

import dev.afterimage.txn.assembly.TransactionKey;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Keeps the events of the last small transactions that left here, for the page that draws them. Thread-safe. */
@Singleton
public final class RecentEvents {
    private static final int KEPT = 50;
    private static final int LARGEST_BYTES = 100_000;

    private final Deque<Left> left = new ArrayDeque<>();

    private record Left(TransactionKey key, String id, List<byte[]> events) {}

    void keep(TransactionKey key, String id, List<byte[]> events) {
        if (events.stream().mapToLong(event -> event.length).sum() > LARGEST_BYTES) {
            return;
        }
        synchronized (left) {
            left.addFirst(new Left(key, id, events));
            if (left.size() > KEPT) {
                left.removeLast();
            }
        }
    }

    /** The events of a transaction that left not long ago, as consumers got them. */
    public Optional<List<byte[]>> of(TransactionKey key, String id) {
        synchronized (left) {
            return left.stream()
                    .filter(one -> one.key().equals(key) && one.id().equals(id))
                    .map(Left::events)
                    .findFirst();
        }
    }
}
