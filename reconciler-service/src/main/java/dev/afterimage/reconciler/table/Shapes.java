package dev.afterimage.reconciler.table;

import dev.afterimage.reconciler.compare.Spelling;
import dev.afterimage.reconciler.config.TableProperties;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is compared of a table from the source's catalogue. Immutable. */
public final class Shapes {
    /** The columns with their types: the base of a domain, the element of an array. */
    private static final String COLUMNS = """
            with recursive base(attnum, attname, type, typmod, generated) as (
              select attnum, attname, atttypid, atttypmod, attgenerated <> '' from pg_attribute
                where attrelid = ?::regclass and attnum > 0 and not attisdropped
              union all
              select b.attnum, b.attname, t.typbasetype, t.typtypmod, b.generated
                from base b join pg_type t on t.oid = b.type where t.typtype = 'd')
            select b.attname, b.typmod, b.generated, t.typcategory = 'A' and t.typelem <> 0 as is_array,
                   coalesce(e.typname, t.typname), coalesce(e.typtype, t.typtype) = 'e'
              from base b join pg_type t on t.oid = b.type
              left join pg_type e on e.oid = t.typelem and t.typcategory = 'A' and t.typelem <> 0
              where t.typtype <> 'd' order by b.attnum""";

    private static final String KEY = """
            select a.attname from pg_index i, unnest(i.indkey) with ordinality as k(attnum, place), pg_attribute a
              where i.indrelid = ?::regclass and i.indisprimary and a.attrelid = i.indrelid and a.attnum = k.attnum order by k.place""";

    private static final String ESTIMATE = """
            select greatest(0, coalesce(sum(c.reltuples), 0))::bigint from pg_class c
              where c.oid in (select relid from pg_partition_tree(?::regclass) union select ?::regclass) and c.relkind = 'r'""";

    private final TableRules rules;

    public Shapes(TableRules rules) {
        this.rules = rules;
    }

    /**
     * Reads the table as the connection's transaction sees it.
     *
     * @throws UncomparableException if it cannot be compared at all
     */
    public TableShape read(Connection connection, TableName table) throws SQLException {
        TableProperties rule = rules.of(table);
        if (rule.hashIds()) {
            throw new UncomparableException("its ids are keyed hashes, which the source cannot compute");
        }
        Map<String, SourceColumn> columns = columns(connection, table);
        List<String> keyNames = rule.idColumns().isEmpty() ? names(connection, KEY, table) : rule.idColumns();
        if (keyNames.isEmpty()) {
            throw new UncomparableException("it has no primary key, and no id-columns are set for it");
        }
        List<KeyColumn> key = new ArrayList<>();
        for (String name : keyNames) {
            key.add(keyColumn(columns.get(name), name));
        }
        List<ComparedColumn> compared = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        List<WireColumn> wire = new ArrayList<>();
        List<String> unsendable = new ArrayList<>();
        for (SourceColumn column : columns.values()) {
            judge(column, rule, compared, leftOut);
            if (!column.generated()) {
                WireColumn.of(column).ifPresentOrElse(wire::add, () -> {
                    if (TableRules.field(rule, column.name()) != null) {
                        unsendable.add(column.name());
                    }
                });
            }
        }
        compared.sort(Comparator.comparing(
                column -> column.field().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
        return new TableShape(
                table,
                rules.topic(table),
                rules.index(table),
                rules.idPrefix(table),
                key,
                compared,
                leftOut,
                unsendable.isEmpty() ? List.copyOf(wire) : null,
                unsendable,
                estimate(connection, table));
    }

    private static KeyColumn keyColumn(@Nullable SourceColumn column, String name) {
        if (column == null) {
            throw new UncomparableException("it has no column " + name);
        }
        String text = CanonicalSql.of(column)
                .orElseThrow(() -> new UncomparableException("its key column " + name + " has the type "
                        + column.describe() + ", for which there is no rule"));
        return new KeyColumn(column, text, WireColumn.of(column).orElseThrow());
    }

    private static void judge(
            SourceColumn column, TableProperties rule, List<ComparedColumn> compared, List<LeftOut> leftOut) {
        String field = TableRules.field(rule, column.name());
        if (column.generated()) {
            leftOut.add(new LeftOut(column.name(), null, "generated by the source, not replicated", true));
        } else if (field == null) {
            leftOut.add(new LeftOut(column.name(), null, "left out by configuration", true));
        } else if (rule.masked().containsKey(column.name())) {
            leftOut.add(new LeftOut(column.name(), field, "masked", true));
        } else {
            CanonicalSql.of(column)
                    .ifPresentOrElse(
                            text -> compared.add(new ComparedColumn(column.name(), field, text, spelling(column))),
                            () -> leftOut.add(new LeftOut(
                                    column.name(), field, "no rule for its type " + column.describe(), false)));
        }
    }

    private static Spelling spelling(SourceColumn column) {
        if (column.array() || column.type().startsWith("json")) {
            return Spelling.JSON;
        }
        return switch (column.type()) {
            case "float4" -> Spelling.SINGLE;
            case "interval" -> Spelling.COMPUTED;
            default -> Spelling.EXACT;
        };
    }

    private static Map<String, SourceColumn> columns(Connection connection, TableName table) throws SQLException {
        Map<String, SourceColumn> columns = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, table.sql());
            ResultSet found = statement.executeQuery();
            while (found.next()) {
                String name = found.getString(1);
                columns.put(
                        name,
                        new SourceColumn(
                                name,
                                found.getString(5),
                                found.getBoolean(6),
                                found.getInt(2),
                                found.getBoolean(4),
                                found.getBoolean(3)));
            }
        }
        return columns;
    }

    private static List<String> names(Connection connection, String sql, TableName table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table.sql());
            ResultSet found = statement.executeQuery();
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return names;
    }

    private static long estimate(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ESTIMATE)) {
            statement.setString(1, table.sql());
            statement.setString(2, table.sql());
            ResultSet found = statement.executeQuery();
            return found.next() ? found.getLong(1) : 0;
        }
    }
}
