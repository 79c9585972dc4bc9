package dev.afterimage.reconciler.source;

import dev.afterimage.reconciler.doctor.check.ServerFacts;
import dev.afterimage.reconciler.doctor.check.TableFacts;
import dev.afterimage.reconciler.table.TableName;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the source's catalogue tells of server and tables. Thread-safe. */
@Singleton
public final class Catalogue {
    private static final String SERVER = """
            select current_setting('wal_level'), (select setting::bigint >= 0 from pg_settings where name = 'max_slot_wal_keep_size'),
                array(select slot_name::text from pg_replication_slots
                    where slot_type = 'logical' and database = current_database() and not active order by 1)""";

    /** Partitions are left out: their root stands for them. */
    private static final String TABLES = """
            with published as materialized (select schemaname, tablename, pubname::text from pg_publication_tables)
            select n.nspname || '.' || c.relname, c.relreplident,
                exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary),
                array(select a.attname::text from pg_attribute a
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attlen = -1 and a.attstorage in ('x', 'e')
                        and not exists (select from pg_index k where k.indrelid = c.oid and k.indisprimary and a.attnum = any(k.indkey::int2[]))
                    order by a.attnum),
                array(select distinct p.pubname from published p where p.schemaname = n.nspname and p.tablename = c.relname
                    or c.relkind = 'p' and (p.schemaname, p.tablename) in (select pn.nspname, pc.relname
                        from pg_partition_tree(c.oid) t join pg_class pc on pc.oid = t.relid join pg_namespace pn on pn.oid = pc.relnamespace))
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')
                and n.nspname not like 'pg\\_%'
            order by 1 limit 5000""";

    private static final String COLUMNS = """
            select t.n, a.attname, format_type(a.atttypid, a.atttypmod)
            from unnest(?::text[]) with ordinality as t (name, n) join pg_attribute a on a.attrelid = to_regclass(t.name)
            where a.attnum > 0 and not a.attisdropped""";

    private final Source source;

    Catalogue(Source source) {
        this.source = source;
    }

    public ServerFacts server() {
        return source.briefly("reading its settings", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery(SERVER)) {
                found.next();
                return new ServerFacts(found.getString(1), found.getBoolean(2), texts(found.getArray(3)));
            }
        });
    }

    /** The tables of all schemas but the server's own. */
    public List<TableFacts> tables() {
        return source.briefly("reading its tables", Catalogue::tables);
    }

    private static List<TableFacts> tables(Connection connection) throws SQLException {
        List<TableFacts> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(TABLES)) {
            while (found.next()) {
                tables.add(new TableFacts(
                        found.getString(1),
                        identity(found.getString(2)),
                        found.getBoolean(3),
                        texts(found.getArray(4)),
                        texts(found.getArray(5))));
            }
        }
        return tables;
    }

    /** The types of the columns by their names, of those of some tables that there are. */
    public Map<TableName, Map<String, String>> columns(List<TableName> tables) {
        return source.briefly("reading columns", connection -> {
            Map<TableName, Map<String, String>> columns = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
                statement.setArray(
                        1,
                        connection.createArrayOf(
                                "text", tables.stream().map(TableName::sql).toArray()));
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        columns.computeIfAbsent(tables.get(found.getInt(1) - 1), absent -> new HashMap<>())
                                .put(found.getString(2), found.getString(3));
                    }
                }
            }
            return columns;
        });
    }

    private static TableFacts.Identity identity(String letter) {
        return switch (letter) {
            case "f" -> TableFacts.Identity.FULL;
            case "i" -> TableFacts.Identity.INDEX;
            case "n" -> TableFacts.Identity.NOTHING;
            default -> TableFacts.Identity.DEFAULT;
        };
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }
}
