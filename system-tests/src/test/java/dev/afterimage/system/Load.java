package dev.afterimage.system;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Keeps changing a table, many times over the same keys, until it is told to stop. */
final class Load implements AutoCloseable {
    private static final int KEYS = 600;
    private static final int SOME = 150;
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1) / 60;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicLong transactions = new AtomicLong();
    private final Future<?> running;
    private final String table;
    private final SplittableRandom random;
    private volatile boolean stopping;

    private Load(Mirror mirror, String table) {
        this.table = table;
        long seed = System.nanoTime();
        System.out.println("seed of the load on " + table + ": " + seed);
        this.random = new SplittableRandom(seed);
        this.running = thread.submit(() -> {
            try (Connection connection = mirror.connect();
                    Statement statement = connection.createStatement()) {
                long next = System.nanoTime();
                while (!stopping) {
                    act(statement);
                    transactions.incrementAndGet();
                    next += PAUSE;
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            }
            return null;
        });
    }

    /** Makes the table and starts. */
    static Load on(Mirror mirror, String table) throws SQLException {
        mirror.execute("create table public." + table
                + " (id int primary key, n int not null, body text, at timestamptz default now())");
        return new Load(mirror, table);
    }

    private void act(Statement statement) throws SQLException {
        int first = 1 + random.nextInt(KEYS);
        int kind = random.nextInt(10);
        String span = " where id between " + first + " and " + (first + 5);
        statement.execute(
                switch (kind) {
                    case 0, 1, 2 ->
                        "insert into public." + table
                                + " select i, 0, repeat(md5(random()::text), 150) from generate_series(" + first + ", "
                                + (first + 8) + ") i on conflict (id) do update set n = excluded.n, body = 'short'";
                    case 3 -> "delete from public." + table + span;
                    case 4 ->
                        // Deleted and inserted again in one transaction.
                        "begin; delete from public." + table + " where id = " + first + "; insert into public." + table
                                + " values (" + first + ", -1, 'again'); update public." + table
                                + " set n = n + 5 where id = " + first + "; commit";
                    default -> "update public." + table + " set n = n + 1, at = now()" + span;
                });
    }

    /** Waits until some seconds of work more are committed. */
    void awaitMore() {
        long before = transactions.get();
        await().atMost(Mirror.PATIENCE).until(() -> transactions.get() > before + SOME);
    }

    void stop() throws InterruptedException, ExecutionException {
        stopping = true;
        running.get();
    }

    @Override
    public void close() {
        stopping = true;
        thread.shutdownNow();
    }
}
