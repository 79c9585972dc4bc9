package dev.afterimage.benchmarks.reconciler;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The compared table, twelve columns, and the bare aggregate over it: what the source alone needs to add up a hash of every row. */
final class BenchTable {
    static final String NAME = "public.orders";
    private static final int AT_ONCE = 50_000;

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

    /** CPU seconds that PostgreSQL's processes have used so far, its ended ones included. */
    static double cpuSeconds(long postmaster) {
        double seconds = 0;
        for (ProcessHandle process : ProcessHandle.allProcesses()
                .filter(one -> one.pid() == postmaster
                        || one.parent().map(ProcessHandle::pid).orElse(-1L) == postmaster)
                .toList()) {
            seconds += process.info()
                    .totalCpuDuration()
                    .map(cpu -> cpu.toNanos() / 1e9)
                    .orElse(0.0);
        }
        return seconds;
    }
}
