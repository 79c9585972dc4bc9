package dev.afterimage.system;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Several customers who move money in the bank at once until they are told to stop. */
final class Transfers implements AutoCloseable {
    private static final int CUSTOMERS = 4;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private final ExecutorService threads = Executors.newFixedThreadPool(CUSTOMERS);
    private final List<Future<?>> customers = new ArrayList<>();
    private final AtomicLong done = new AtomicLong();
    private volatile boolean stopping;

    private Transfers(Mirror mirror) {
        long seed = System.nanoTime();
        System.out.println("seed of the transfers: " + seed);
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < CUSTOMERS; i++) {
            SplittableRandom random = seeds.split();
            customers.add(threads.submit(() -> {
                try (Connection connection = mirror.connect()) {
                    while (!stopping) {
                        Bank.transfer(connection, random);
                        done.incrementAndGet();
                        LockSupport.parkNanos(PAUSE);
                    }
                }
                return null;
            }));
        }
    }

    static Transfers in(Mirror mirror) {
        return new Transfers(mirror);
    }

    /** What is done before the first of them. */
    @FunctionalInterface
    interface Opening {
        void with(Connection connection) throws SQLException;
    }

    /** The same, after the bank was opened. */
    static Transfers in(Mirror mirror, Opening opening) throws SQLException {
        try (Connection connection = mirror.connect()) {
            opening.with(connection);
        }
        return new Transfers(mirror);
    }

    long done() {
        return done.get();
    }

    /** Ends the work, and fails if it failed. */
    void stop() throws InterruptedException, ExecutionException {
        stopping = true;
        for (Future<?> customer : customers) {
            customer.get();
        }
    }

    @Override
    public void close() {
        stopping = true;
        threads.shutdownNow();
    }
}
