package dev.afterimage.system;

import java.sql.Connection;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps asking a copy of the bank for its total, each time as of one moment. */
final class TotalsWatch implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Set<Long> seen = new ConcurrentSkipListSet<>();
    private final AtomicLong looks = new AtomicLong();
    private final Future<?> watching;
    private volatile boolean stopping;

    TotalsWatch(Connection copy) {
        this.watching = thread.submit(() -> {
            try (copy) {
                while (!stopping) {
                    long total = Bank.total(copy);
                    if (total >= 0) {
                        seen.add(total);
                        looks.incrementAndGet();
                    }
                }
            }
            return null;
        });
    }

    /** Every total that was shown since the accounts were there. */
    Set<Long> totals() {
        return seen;
    }

    long looks() {
        return looks.get();
    }

    void stop() throws InterruptedException, ExecutionException {
        stopping = true;
        watching.get();
    }

    @Override
    public void close() {
        stopping = true;
        thread.shutdownNow();
    }
}
