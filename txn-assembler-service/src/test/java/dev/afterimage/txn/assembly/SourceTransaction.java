package dev.afterimage.txn.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A transaction as PostgreSQL and Debezium would tell it: a BEGIN, rows over some tables, an END that counts them.
 *
 * @param tables the table of each row, in order
 */
record SourceTransaction(TransactionKey key, long firstPosition, long at, List<String> tables) {
    static SourceTransaction of(int number, long firstPosition, long at, List<String> tables) {
        return new SourceTransaction(new TransactionKey("shop", Integer.toString(number)), firstPosition, at, tables);
    }

    Piece.Begin begin() {
        return new Piece.Begin(firstPosition, at);
    }

    Piece.Row row(int order) {
        String table = tables.get(order - 1);
        String record = "shop." + table + "-0@" + (firstPosition + order);
        return new Piece.Row(
                order,
                table,
                firstPosition + order,
                firstPosition - 1,
                -1,
                at,
                Long.hashCode(firstPosition * 31 + order),
                record,
                ("{\"of\":" + firstPosition + ",\"totalOrder\":" + order + "}").getBytes(UTF_8));
    }

    Piece.End end() {
        Map<String, Long> counts = new TreeMap<>();
        tables.forEach(table -> counts.merge(table, 1L, Long::sum));
        long last = firstPosition + tables.size() + 1;
        return new Piece.End(key.correlation() + ":" + last, last, at, tables.size(), counts);
    }

    List<Piece> pieces() {
        List<Piece> all = new ArrayList<>(List.of(begin(), end()));
        for (int order = 1; order <= tables.size(); order++) {
            all.add(row(order));
        }
        return all;
    }
}
