package dev.afterimage.reconciler.source;

import dev.afterimage.reconciler.table.ComparedColumn;
import dev.afterimage.reconciler.table.KeyColumn;
import dev.afterimage.reconciler.table.TableShape;
import dev.afterimage.reconciler.table.WireColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements about one table. Pure.
 *
 * <p>A row's checksum is the first 64 bits of the MD5 over {@code name=<octets>:<text>} of its columns, in two numbers of 32 bits, {@code a} and
 * {@code b}; buckets are made of the high bits of {@code a}.
 */
final class RowSql {
    private static final String HALVES =
            "select %s ('x' || left(m, 8))::bit(32)::bigint as a, ('x' || substr(m, 9, 8))::bit(32)::bigint as b from (%s) h";

    private final TableShape shape;

    RowSql(TableShape shape) {
        this.shape = shape;
    }

    String count() {
        return "select count(*) from " + shape.name().sql() + " r";
    }

    /** Rows, sum of {@code a} and sum of {@code b} in each bucket. */
    String buckets(int shift) {
        return "select a >> " + shift + ", count(*), sum(a)::bigint, sum(b)::bigint from (" + sums(false, "")
                + ") s group by 1";
    }

    /** Key and checksum of the rows in some buckets; its parameter is the array of these. */
    String rowsOfBuckets(int shift) {
        return "select * from (" + sums(true, "") + ") s where a >> " + shift + " = any(?)";
    }

    /** Key and checksum of every row. */
    String allSums() {
        return sums(true, "");
    }

    /** Key and checksum of the rows with some keys; its parameters are an array of texts for each column of the key. */
    String sumsOfKeys() {
        return sums(true, byKeys());
    }

    /** Key and every compared column's text of the rows with some keys. */
    String textsOfKeys() {
        return "select " + keys() + ", "
                + shape.compared().stream().map(ComparedColumn::text).collect(Collectors.joining(", ", "", " "))
                + "from " + shape.name().sql() + " r " + byKeys();
    }

    /** Key and every column as it travels, of the rows with some keys. */
    String wireOfKeys(List<WireColumn> columns) {
        return "select " + keys() + ", "
                + columns.stream().map(WireColumn::sql).collect(Collectors.joining(", ", "", " ")) + "from "
                + shape.name().sql() + " r " + byKeys();
    }

    private String sums(boolean withKeys, String join) {
        List<String> texts = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < shape.compared().size(); i++) {
            ComparedColumn column = shape.compared().get(i);
            texts.add(column.text() + " as c" + i);
            parts.add("coalesce(" + literal(column.field() + "=") + " || octet_length(c" + i + ") || ':' || c" + i
                    + ", '')");
        }
        String rows = "select " + (withKeys ? keys() + (texts.isEmpty() ? "" : ", ") : texts.isEmpty() ? "1" : "")
                + String.join(", ", texts) + " from " + shape.name().sql() + " r " + join;
        String keyNames = withKeys
                ? IntStream.range(0, shape.key().size())
                        .mapToObj(i -> "k" + i + ",")
                        .collect(Collectors.joining(" "))
                : "";
        // The offset keeps the planner from writing each text twice into one expression, and so computing it twice.
        String digests = "select " + keyNames + " md5(" + (parts.isEmpty() ? "''" : String.join(" || ", parts))
                + ") as m from (" + rows + " offset 0) t offset 0";
        return String.format(HALVES, keyNames, digests);
    }

    private String keys() {
        return IntStream.range(0, shape.key().size())
                .mapToObj(i -> shape.key().get(i).text() + " as k" + i)
                .collect(Collectors.joining(", "));
    }

    private String byKeys() {
        List<KeyColumn> key = shape.key();
        String arrays =
                IntStream.range(0, key.size()).mapToObj(i -> "?::text[]").collect(Collectors.joining(", "));
        String names = IntStream.range(0, key.size()).mapToObj(i -> "g" + i).collect(Collectors.joining(", "));
        String matches = IntStream.range(0, key.size())
                .mapToObj(i -> key.get(i).matches("g.g" + i))
                .collect(Collectors.joining(" and "));
        return "join unnest(" + arrays + ") as g(" + names + ") on " + matches;
    }

    private static String literal(String text) {
        String quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'";
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted;
    }
}
