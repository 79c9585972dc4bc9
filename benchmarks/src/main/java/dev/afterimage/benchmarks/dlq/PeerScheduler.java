package dev.afterimage.benchmarks.dlq;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.afterimage.benchmarks.measure.Latencies;
import dev.afterimage.benchmarks.measure.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.ds.PGSimpleDataSource;

/** db-scheduler with tasks that do nothing, four workers and its fastest way of polling for PostgreSQL. */
final class PeerScheduler {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int WORKERS = 4;
    private static final String TASK = "nothing";

    private final Bench bench;

    PeerScheduler(Bench bench) {
        this.bench = bench;
    }

    /** Tasks a second, from the first due moment to the last that is done and gone from its table. */
    double drain(int tasks) {
        String database = tables();
        AtomicLong done = new AtomicLong();
        insert(database, 0, tasks, "now()");
        try (Running running = new Running(scheduler(database, done, new Latencies()))) {
            long from = System.nanoTime();
            running.start();
            Wait.until("the peer's drain", PATIENCE, Duration.ofMillis(20), () -> done.get() >= tasks);
            Wait.until(
                    "the peer's last deletes",
                    PATIENCE,
                    Duration.ofMillis(20),
                    () -> bench.number(
                                    database, "select count(*) from scheduled_tasks where task_name = '" + TASK + "'")
                            == 0);
            return tasks * 1e9 / (System.nanoTime() - from);
        }
    }

    /** How late tasks start while others lie there, tasks due evenly over some seconds. */
    Latencies lateness(int lying, int perSecond, int seconds) {
        String database = tables();
        insert(database, 1_000_000_000, lying, "now() + interval '1 year'");
        AtomicLong done = new AtomicLong();
        Latencies late = new Latencies();
        try (Running running = new Running(scheduler(database, done, late))) {
            running.start();
            insert(
                    database,
                    0,
                    perSecond * seconds,
                    "now() + interval '3 seconds' + (i - 1) * interval '" + 1_000_000 / perSecond + " microseconds'");
            Wait.until(
                    "the peer's tasks",
                    PATIENCE,
                    Duration.ofMillis(50),
                    () -> done.get() >= (long) perSecond * seconds);
        }
        return late;
    }

    private record Running(Scheduler scheduler) implements AutoCloseable {
        void start() {
            scheduler.start();
        }

        @Override
        public void close() {
            scheduler.stop();
        }
    }

    private Scheduler scheduler(String database, AtomicLong done, Latencies late) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(bench.stack().postgres().jdbcUrl(database));
        source.setUser(bench.stack().postgres().user());
        source.setPassword(bench.stack().postgres().password());
        OneTimeTask<Void> task = Tasks.oneTime(TASK).execute((instance, context) -> {
            late.record(Duration.between(context.getExecution().executionTime, Instant.now())
                    .toNanos());
            done.incrementAndGet();
        });
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(source);
        pool.setMaximumPoolSize(WORKERS + 4);
        return Scheduler.create(new HikariDataSource(pool), task)
                .threads(WORKERS)
                .pollUsingLockAndFetch(4.0, 20.0)
                .pollingInterval(Duration.ofMillis(100))
                .build();
    }

    private String tables() {
        String database = bench.freshDatabase("bench_peer");
        bench.execute(
                database,
                "create table scheduled_tasks (task_name text not null, task_instance text not null, task_data bytea, execution_time timestamptz,"
                        + " picked boolean not null, picked_by text, last_success timestamptz, last_failure timestamptz, consecutive_failures int,"
                        + " last_heartbeat timestamptz, version bigint not null, priority smallint, state text,"
                        + " primary key (task_name, task_instance))");
        bench.execute(database, "create index on scheduled_tasks (execution_time)");
        bench.execute(database, "create index on scheduled_tasks (last_heartbeat)");
        return database;
    }

    private void insert(String database, int first, int tasks, String when) {
        bench.execute(
                database,
                "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version) select '"
                        + TASK + "', (" + first + " + i)::text, " + when + ", false, 1 from generate_series(1, " + tasks
                        + ") i");
    }
}
