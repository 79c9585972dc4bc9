package dev.afterimage.demo;

import dev.afterimage.localstack.part.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Several shoppers at once, at a steady pace, until they are told to stop. */
final class Workload implements AutoCloseable {
    private static final int SHOPPERS = 3;

    private final ExecutorService threads = Executors.newFixedThreadPool(SHOPPERS);
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicLong transactions = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private volatile boolean stopping;

    /** @param perSecond transactions of all shoppers together */
    static Workload start(Postgres postgres, String database, long seed, int perSecond) {
        Workload workload = new Workload();
        long pause = TimeUnit.SECONDS.toNanos(SHOPPERS) / perSecond;
        for (int i = 0; i < SHOPPERS; i++) {
            long own = seed * 31 + i;
            workload.running.add(workload.threads.submit(() -> {
                workload.shop(postgres, database, own, pause);
                return null;
            }));
        }
        return workload;
    }

    private void shop(Postgres postgres, String database, long seed, long pause) throws SQLException {
        try (Connection connection = postgres.connect(database)) {
            Shopper shopper = new Shopper(connection, seed);
            long next = System.nanoTime();
            while (!stopping) {
                rows.addAndGet(shopper.act());
                transactions.incrementAndGet();
                next += pause;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }

    long transactions() {
        return transactions.get();
    }

    /** Rows changed by what was committed. */
    long rows() {
        return rows.get();
    }

    /** Lets the running transactions end. */
    void stop() throws InterruptedException, ExecutionException {
        stopping = true;
        for (Future<?> one : running) {
            one.get();
        }
    }

    @Override
    public void close() {
        stopping = true;
        threads.shutdownNow();
    }
}
