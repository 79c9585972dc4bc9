package dev.afterimage.indexer.intake;

import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.indexer.index.control.ParkedKeys;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Sets marks of parked keys many at a time: those that come while a request is under way go together with the next one. Each is done only when
 * the index has it. Thread-safe.
 */
final class MarkBatches {
    private static final int MOST = 500;

    private record Waiting(String key, ParkedKeys.Mark mark, CompletableFuture<Void> done) {}

    /** Where marks are kept. */
    @FunctionalInterface
    interface Keeping {
        /** Answers the keys for which it failed, and why. */
        Map<String, SinkFailure> addAll(Map<String, ParkedKeys.Mark> marks) throws SinkFailure;
    }

    private final Keeping keeping;
    private final Executor executor;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean underWay;

    /** @param executor runs blocking calls */
    MarkBatches(Keeping keeping, Executor executor) {
        this.keeping = keeping;
        this.executor = executor;
    }

    CompletableFuture<Void> add(String key, ParkedKeys.Mark mark) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (this) {
            waiting.addLast(new Waiting(key, mark, done));
            if (underWay) {
                return done;
            }
            underWay = true;
        }
        executor.execute(this::work);
        return done;
    }

    private void work() {
        for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
            Map<String, ParkedKeys.Mark> marks = new LinkedHashMap<>();
            batch.forEach(one -> marks.put(one.key(), one.mark()));
            try {
                Map<String, SinkFailure> failed = keeping.addAll(marks);
                for (Waiting one : batch) {
                    SinkFailure failure = failed.get(one.key());
                    if (failure == null) {
                        one.done().complete(null);
                    } else {
                        one.done().completeExceptionally(failure);
                    }
                }
            } catch (SinkFailure | RuntimeException e) {
                batch.forEach(one -> one.done().completeExceptionally(e));
            }
        }
    }

    /** The next ones, of each key one only: what else there is of it comes after. */
    private synchronized List<Waiting> next() {
        List<Waiting> batch = new ArrayList<>();
        Map<String, Boolean> keys = new LinkedHashMap<>();
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext() && batch.size() < MOST; ) {
            Waiting one = each.next();
            if (keys.putIfAbsent(one.key(), true) == null) {
                batch.add(one);
                each.remove();
            }
        }
        underWay = !batch.isEmpty();
        return batch;
    }
}
