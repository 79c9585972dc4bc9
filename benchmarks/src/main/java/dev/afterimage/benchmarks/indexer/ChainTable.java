package dev.afterimage.benchmarks.indexer;

import dev.afterimage.benchmarks.index.SearchNode;
import dev.afterimage.benchmarks.index.StoredDocuments;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The table that the whole chain is measured with, and its comparison with the index. */
final class ChainTable {
    static final String CREATE = """
            create table public.orders (
              id bigint primary key, customer_id bigint, order_number varchar(20), status varchar(12), currency char(3),
              total numeric(10,2), discount numeric(10,2), quantity int, weight double precision, express boolean,
              created_at timestamptz, updated_at timestamptz, due_on date, country char(2), city varchar(40), note text,
              revision bigint not null)""";
    static final String INSERT = """
            insert into public.orders
            select i, i %% 50000, 'ORD-' || i, 'new', 'EUR', i %% 10000, 1.5, 3, 2.5, true, now(), now(), date '2026-05-01', 'DE', 'Hamburg',
              repeat('a note on order ' || i || ' ', 12), %2$d
            from (values (%1$d::bigint)) as new (i)""";
    static final String UPDATE =
            "update public.orders set status = 'paid', total = total + 1, revision = %2$d where id = %1$d";
    static final String DELETE = "delete from public.orders where id = %1$d";

    private ChainTable() {}

    /** Says whether documents and rows are the same, by id and revision. */
    static String compare(Connection connection, SearchNode node, String index) throws SQLException {
        Map<String, Long> rows = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select id, revision from public.orders")) {
            while (result.next()) {
                rows.put(result.getString(1), result.getLong(2));
            }
        }
        int all = rows.size();
        int[] wrong = new int[2];
        StoredDocuments.each(node, index, document -> {
            if (document.source().path("_cdc").path("deleted").asBoolean(false)) {
                return;
            }
            Long revision = rows.remove(document.id());
            if (revision == null) {
                wrong[0]++;
            } else if (document.source().path("revision").asLong() != revision) {
                wrong[1]++;
            }
        });
        return rows.isEmpty() && wrong[0] == 0 && wrong[1] == 0
                ? "exact (" + all + " rows)"
                : "WRONG: " + rows.size() + " missing, " + wrong[0] + " extra, " + wrong[1] + " stale";
    }
}
