package dev.afterimage.benchmarks.dlq;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/** The limit: one connection that inserts ready rows of the same size, many in a statement, into one table with one unique rule. */
final class BatchLimit {
    private static final int BATCH = 2_000;

    private final Bench bench;

    BatchLimit(Bench bench) {
        this.bench = bench;
    }

    /** Rows a second. */
    double run(int rows) {
        String database = bench.freshDatabase("bench_limit");
        bench.execute(
                database,
                "create table letters (id bigint primary key, topic text not null, partition_num int not null, offset_value bigint not null,"
                        + " message text, raw_key bytea, raw_value bytea, unique (topic, partition_num, offset_value))");
        bench.execute(database, "alter table letters alter raw_value set storage external");
        byte[][] values = new byte[BATCH][];
        Arrays.fill(values, LetterTopic.value());
        String[] messages = new String[BATCH];
        Arrays.fill(messages, "record is no event in the expected wire form");
        try (Connection connection = bench.connect(database);
                PreparedStatement insert = connection.prepareStatement(
                        "insert into letters select id, 'bench.public.orders', 0, id, message, null, v from unnest(?::bigint[], ?::text[], ?::bytea[])"
                                + " as n (id, message, v)")) {
            long from = System.nanoTime();
            for (int first = 0; first < rows; first += BATCH) {
                Long[] ids = new Long[BATCH];
                for (int i = 0; i < BATCH; i++) {
                    ids[i] = (long) first + i;
                }
                insert.setArray(1, connection.createArrayOf("bigint", ids));
                insert.setArray(2, connection.createArrayOf("text", messages));
                insert.setArray(3, connection.createArrayOf("bytea", values));
                insert.executeUpdate();
            }
            return rows * 1e9 / (System.nanoTime() - from);
        } catch (SQLException e) {
            throw new IllegalStateException("the limit cannot be measured", e);
        }
    }
}
