package dev.afterimage.benchmarks.reconciler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The compared table, twelve columns, and the bare aggregate over it: what the source alone needs to add up a hash of every row. */
final class BenchTable {
    static final String NAME = "public.orders";
    private static final int AT_ONCE = 50_000;
    /** What Linux tells user programs on every architecture. */
    private static final double TICKS_PER_SECOND = 100;

    private BenchTable() {}

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table " + NAME
                    + " (id bigint primary key, customer_id bigint, number varchar(20), status varchar(12),"
                    + " total numeric(10,2), quantity int, weight double precision, express boolean, created_at timestamptz,"
                    + " due_on date, city varchar(40), note text)");
        }
    }

    static void fill(Connection connection, int rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int from = 1; from <= rows; from += AT_ONCE) {
                statement.execute("insert into " + NAME
                        + " select i, i % 50000, 'ORD-' || i, 'new', i % 10000 / 7.0, 3, i / 3.0, i % 2 = 0,"
                        + " timestamptz '2026-01-01' + i * interval '1 second', date '2026-01-01' + i % 365, 'Hamburg',"
                        + " 'a note on order ' || i || ' ' || md5(i::text) from generate_series(" + from + ", "
                        + Math.min(rows, from + AT_ONCE - 1) + ") i");
            }
            statement.execute("vacuum analyze " + NAME);
        }
    }

    /** Seconds of the bare aggregate. */
    static double bareAggregate(Connection connection) throws SQLException {
        long from = System.nanoTime();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select count(*), sum(hashtextextended(r::text, 0)) from " + NAME + " r")) {
            found.next();
        }
        return (System.nanoTime() - from) / 1e9;
    }

    /**
     * CPU seconds that PostgreSQL's processes have used so far, its ended ones included, as Linux counts them in {@code /proc/<pid>/stat}
     * (proc(5)); elsewhere not a number.
     */
    static double cpuSeconds(long postmaster) {
        double ticks = ticks(postmaster, true);
        for (ProcessHandle process : ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::children)
                .toList()) {
            ticks += ticks(process.pid(), false);
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static double ticks(long process, boolean withEnded) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            // After the name in brackets, which may hold blanks, comes field 3; 14 to 17 are user, system, and both of
            // ended children.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double own = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
            return withEnded ? own + Double.parseDouble(fields[13]) + Double.parseDouble(fields[14]) : own;
        } catch (IOException e) {
            // A child that ended meanwhile, or a system without such files.
            return withEnded ? Double.NaN : 0;
        }
    }
}
