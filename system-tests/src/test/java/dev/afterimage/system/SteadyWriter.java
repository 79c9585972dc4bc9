package dev.afterimage.system;

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

/**
 * Changes a table of {@code id, n, body} at a steady rate: rows up to a number are only updated, and never leave; those above come and go. Many
 * updates do not send a long {@code body} along.
 */
final class SteadyWriter implements AutoCloseable {
    private static final int ROWS_AT_ONCE = 25;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicLong rows = new AtomicLong();
    private final Future<?> running;
    private volatile boolean stopping;

    /** @param perSecond rows changed a second */
    SteadyWriter(Mirror mirror, String table, int staying, int perSecond) {
        long seed = System.nanoTime();
        System.out.println("seed of the writes to " + table + ": " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        long pause = TimeUnit.SECONDS.toNanos(1) * ROWS_AT_ONCE / perSecond;
        this.running = thread.submit(() -> {
            try (Connection connection = mirror.connect();
                    Statement statement = connection.createStatement()) {
                long next = System.nanoTime();
                while (!stopping) {
                    rows.addAndGet(change(statement, random, table, staying));
                    next += pause;
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            }
            return null;
        });
    }

    private static int change(Statement statement, SplittableRandom random, String table, int staying)
            throws SQLException {
        int first = 1 + random.nextInt(staying - ROWS_AT_ONCE);
        int above = staying + 1 + random.nextInt(500);
        String span = " where id between " + first + " and " + (first + ROWS_AT_ONCE - 1);
        return switch (random.nextInt(8)) {
            case 0 ->
                statement.executeUpdate("insert into public." + table
                        + " select i, 0, (select string_agg(md5((i + g)::text), '') from generate_series(1, 100) g)"
                        + " from generate_series(" + above + ", " + (above + ROWS_AT_ONCE - 1)
                        + ") i on conflict (id) do update set n = " + table + ".n + 1");
            case 1 ->
                statement.executeUpdate("delete from public." + table + " where id between " + above + " and "
                        + (above + ROWS_AT_ONCE - 1));
            case 2 -> statement.executeUpdate("update public." + table + " set body = 'short ' || n" + span);
            case 3 ->
                statement.executeUpdate("update public." + table
                        + " set body = (select string_agg(md5((id * 7 + g + n)::text), '') from generate_series(1, 100) g)"
                        + span);
            default -> statement.executeUpdate("update public." + table + " set n = n + 1" + span);
        };
    }

    /** Rows changed so far. */
    long rows() {
        return rows.get();
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
