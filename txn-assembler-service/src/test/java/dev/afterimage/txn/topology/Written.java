package dev.afterimage.txn.topology;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A transaction of the source as Debezium writes it: a BEGIN, rows over some tables, an END. JSON without schema. */
final class Written {
    static final String SOURCE = "shop";

    private final long xid;
    private final long firstLsn;
    private final long committedAt;
    private final List<Sent> rows = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private int uncounted;

    /** A record that is sent to a topic. */
    record Sent(
            String topic, @Nullable String key, @Nullable String value) {
        byte @Nullable [] keyBytes() {
            return key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        }

        byte @Nullable [] valueBytes() {
            return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** @param firstLsn the transaction's rows and END stand at this position and behind it */
    Written(long xid, long firstLsn, long committedAt) {
        this.xid = xid;
        this.firstLsn = firstLsn;
        this.committedAt = committedAt;
    }

    Written insert(String table, int id) {
        return row(table, id, "c", "null", "{\"id\":" + id + ",\"n\":" + xid + "}");
    }

    Written delete(String table, int id) {
        return row(table, id, "d", "{\"id\":" + id + ",\"n\":0}", "null");
    }

    /** A key update as Debezium writes it: the old row goes, the new one comes, and the END counts both. */
    Written rekey(String table, int from, int to) {
        return delete(table, from).insert(table, to);
    }

    Written toasted(String table, int id) {
        return row(table, id, "u", "null", "{\"id\":" + id + ",\"body\":\"__debezium_unavailable_value\"}");
    }

    /** A logical message, which the END counts under a name of its own. */
    Written message(String prefix) {
        int order = rows.size() + uncounted + 1;
        long lsn = firstLsn + order;
        rows.add(new Sent(
                SOURCE + ".message",
                "{\"prefix\":\"" + prefix + "\"}",
                "{\"op\":\"m\",\"ts_ms\":5,\"source\":" + source("", lsn, "false") + ",\"transaction\":{\"id\":\"" + xid
                        + ":" + lsn + "\",\"total_order\":" + order
                        + ",\"data_collection_order\":1},\"message\":{\"prefix\":\""
                        + prefix + "\",\"content\":\"eA==\"}}"));
        // As Debezium 3.7.0 counts it, each message under another name.
        counts.put(
                "io.debezium.connector.postgresql.LogicalDecodingMessageMonitor$LogicalDecodingMessageId@" + order, 1);
        return this;
    }

    /** An event that the END counts in a table and that is never sent. */
    Written filtered(String table) {
        counts.merge("public." + table, 1, Integer::sum);
        uncounted++;
        return this;
    }

    private Written row(String table, int id, String op, String before, String after) {
        int order = rows.size() + uncounted + 1;
        long lsn = firstLsn + order;
        rows.add(new Sent(
                SOURCE + ".public." + table,
                "{\"id\":" + id + "}",
                "{\"before\":" + before + ",\"after\":" + after + ",\"source\":" + source(table, lsn, "false")
                        + ",\"transaction\":{\"id\":\"" + xid + ":" + lsn + "\",\"total_order\":" + order
                        + ",\"data_collection_order\":1},\"op\":\"" + op + "\",\"ts_ms\":5}"));
        counts.merge("public." + table, 1, Integer::sum);
        return this;
    }

    private String source(String table, long lsn, String snapshot) {
        return "{\"version\":\"3.7.0.Final\",\"connector\":\"postgresql\",\"name\":\"" + SOURCE + "\",\"ts_ms\":"
                + committedAt + ",\"snapshot\":\"" + snapshot + "\",\"db\":\"shop\",\"sequence\":\"[\\\"" + firstLsn
                + "\\\",\\\"" + lsn + "\\\"]\",\"schema\":\"public\",\"table\":\"" + table + "\",\"txId\":" + xid
                + ",\"lsn\":" + lsn + ",\"xmin\":null}";
    }

    /** A row read by a snapshot, which carries the number of some transaction and is of none. */
    Sent snapshotRow(String table, int id) {
        return new Sent(
                SOURCE + ".public." + table,
                "{\"id\":" + id + "}",
                "{\"before\":null,\"after\":{\"id\":" + id + ",\"n\":0},\"source\":"
                        + source(table, firstLsn, "incremental")
                        + ",\"transaction\":null,\"op\":\"r\",\"ts_ms\":5}");
    }

    List<Sent> rows() {
        return rows;
    }

    Sent begin() {
        return boundary("BEGIN", firstLsn, "null", "null");
    }

    Sent end() {
        return end(rows.size() + uncounted, counts);
    }

    /** An END that counts otherwise. */
    Sent end(int events, Map<String, Integer> byTable) {
        StringBuilder collections = new StringBuilder("[");
        byTable.forEach((collection, count) -> collections
                .append(collections.length() == 1 ? "" : ",")
                .append("{\"data_collection\":\"")
                .append(collection)
                .append("\",\"event_count\":")
                .append(count)
                .append("}"));
        return boundary(
                "END",
                endLsn(),
                Integer.toString(events),
                collections.append("]").toString());
    }

    private Sent boundary(String status, long lsn, String events, String collections) {
        String id = xid + ":" + lsn;
        return new Sent(
                SOURCE + ".transaction",
                "{\"id\":\"" + id + "\"}",
                "{\"status\":\"" + status + "\",\"id\":\"" + id + "\",\"event_count\":" + events
                        + ",\"data_collections\":" + collections + ",\"ts_ms\":" + committedAt + "}");
    }

    private long endLsn() {
        return firstLsn + 1_000_000;
    }

    /** The key of its document, and its id. */
    String name() {
        return SOURCE + "/" + id();
    }

    String id() {
        return xid + ":" + endLsn();
    }

    /** Everything, in the order of the source. */
    List<Sent> all() {
        List<Sent> all = new ArrayList<>();
        all.add(begin());
        all.addAll(rows);
        all.add(end());
        return all;
    }
}
