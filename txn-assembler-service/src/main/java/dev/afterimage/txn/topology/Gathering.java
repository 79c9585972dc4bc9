package dev.afterimage.txn.topology;

import dev.afterimage.txn.assembly.Piece;
import dev.afterimage.txn.assembly.PieceBatch;
import dev.afterimage.txn.assembly.TransactionKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gathers the pieces of each transaction that come between two commits, so that they travel and are taken as one record: nobody reads them before the
 * commit anyway. Used by the task's thread.
 */
final class Gathering {
    /** A record of pieces is no larger than this and one more piece: the queues of Kafka Streams count records. */
    static final int MOST_OF_ONE = 16 << 10;
    /** No more than this is held back and one more piece, bytes. */
    static final int MOST = 2 << 20;

    private final Out out;
    /** The one that was begun first, first. */
    private final Map<TransactionKey, PieceBatch> batches = new LinkedHashMap<>();

    private int bytes;

    /** Takes pieces of a transaction. */
    @FunctionalInterface
    interface Out {
        void send(TransactionKey key, PieceBatch pieces);
    }

    Gathering(Out out) {
        this.out = out;
    }

    /** @param streamMs the time of the record that brought it */
    void add(TransactionKey key, Piece piece, long streamMs) {
        PieceBatch known = batches.get(key);
        PieceBatch batch = known == null ? new PieceBatch() : known;
        int before = known == null ? 0 : known.size();
        batch.add(piece, streamMs);
        bytes += batch.size() - before;
        batches.put(key, batch);
        if (batch.size() > MOST_OF_ONE) {
            batches.remove(key);
            send(key, batch);
        }
        if (bytes > MOST) {
            send(MOST / 2);
        }
    }

    /** Sends everything. */
    void sendAll() {
        send(0);
    }

    private void send(int downTo) {
        Iterator<Map.Entry<TransactionKey, PieceBatch>> firstOnes =
                batches.entrySet().iterator();
        while (bytes > downTo && firstOnes.hasNext()) {
            Map.Entry<TransactionKey, PieceBatch> one = firstOnes.next();
            firstOnes.remove();
            send(one.getKey(), one.getValue());
        }
    }

    private void send(TransactionKey key, PieceBatch batch) {
        bytes -= batch.size();
        out.send(key, batch);
    }
}
