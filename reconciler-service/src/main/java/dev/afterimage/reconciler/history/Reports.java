package dev.afterimage.reconciler.history;

import dev.afterimage.reconciler.compare.Kind;
import dev.afterimage.reconciler.config.Depth;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** What was found of each table in each reconciliation. Thread-safe. */
@Singleton
public final class Reports {
    private static final String INSERT =
            "insert into reconciliation_table (run_id, table_name, index_name, state, depth, rows,"
                    + " documents, changed, in_flight, moved, missing, extra, stale, different, repaired, tolerated, not_verified, reason,"
                    + " started_at, ended_at) values (:run, :table, :index, :state, :depth, :rows, :documents, :changed, :inFlight, :moved,"
                    + " :missing, :extra, :stale, :different, :repaired, :tolerated, :notVerified, :reason, :startedAt, :endedAt)"
                    + " on conflict do nothing";

    /** An hourly run's two weeks, a daily run's year. */
    private static final int MOST_OF_A_TREND = 400;

    private final Store store;

    Reports(Store store) {
        this.store = store;
    }

    /** Keeps a table's report with its findings; one that is there already stays. */
    public void keep(long run, TableReport report) {
        store.in(handle -> {
            int kept = handle.createUpdate(INSERT)
                    .bind("run", run)
                    .bind("table", report.table())
                    .bind("index", report.index())
                    .bind("state", report.state().word())
                    .bind("depth", report.depth().word())
                    .bind("rows", report.rows())
                    .bind("documents", report.documents())
                    .bind("changed", report.changed())
                    .bind("inFlight", report.inFlight())
                    .bind("moved", report.moved())
                    .bind("missing", report.count(Kind.MISSING))
                    .bind("extra", report.count(Kind.EXTRA))
                    .bind("stale", report.count(Kind.STALE))
                    .bind("different", report.count(Kind.DIFFERENT))
                    .bind("repaired", report.repaired())
                    .bind("tolerated", report.tolerated())
                    .bindArray("notVerified", String.class, report.notVerified())
                    .bind("reason", report.reason())
                    .bind("startedAt", report.startedAt())
                    .bind("endedAt", report.endedAt())
                    .execute();
            if (kept == 1 && !report.findings().isEmpty()) {
                findings(handle, run, report);
            }
            return kept;
        });
    }

    private static void findings(Handle handle, long run, TableReport report) {
        PreparedBatch batch =
                handle.prepareBatch("insert into reconciliation_finding (run_id, table_name, id, kind, columns,"
                        + " cause, explanation, repair, repair_note) values (:run, :table, :id, :kind, :columns, :cause, :explanation,"
                        + " :repair, :note)");
        for (Finding finding : report.findings()) {
            batch.bind("run", run)
                    .bind("table", report.table())
                    .bind("id", finding.id())
                    .bind("kind", finding.kind().word())
                    .bindArray("columns", String.class, finding.columns())
                    .bind("cause", finding.cause())
                    .bind("explanation", finding.explanation())
                    .bind("repair", finding.repair().word())
                    .bind("note", finding.note())
                    .add();
        }
        batch.execute();
    }

    /** What reconciliations found of one key, the newest first. */
    public List<PastFinding> findingsOf(String table, String id) {
        return store.in(handle -> handle.createQuery(
                        "select f.run_id, t.ended_at, f.kind, f.explanation, f.repair from reconciliation_finding f"
                                + " join reconciliation_table t using (run_id, table_name)"
                                + " where f.table_name = :table and f.id = :id order by f.run_id desc limit 20")
                .bind("table", table)
                .bind("id", id)
                .map((found, context) -> new PastFinding(
                        found.getLong("run_id"),
                        Runs.instant(found, "ended_at"),
                        found.getString("kind"),
                        found.getString("explanation"),
                        found.getString("repair")))
                .list());
    }

    /** The tables that a reconciliation has done. */
    public Set<String> done(long run) {
        return store.in(handle -> handle.createQuery("select table_name from reconciliation_table where run_id = :run")
                .bind("run", run)
                .mapTo(String.class)
                .collect(Collectors.toSet()));
    }

    /** All reports of a reconciliation, with their findings. */
    public List<TableReport> of(long run) {
        return store.in(handle -> {
            Map<String, List<Finding>> findings = handle.createQuery(
                            "select * from reconciliation_finding where run_id = :run order by kind, id")
                    .bind("run", run)
                    .map((found, context) -> Map.entry(found.getString("table_name"), finding(found)))
                    .collect(Collectors.groupingBy(
                            Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
            return handle.createQuery("select * from reconciliation_table where run_id = :run order by table_name")
                    .bind("run", run)
                    .map((found, context) -> report(found, findings))
                    .list();
        });
    }

    /** The newest report of each table, without findings. */
    public List<TableReport> newest() {
        return store.in(handle -> handle.createQuery(
                        "select distinct on (t.table_name) t.* from reconciliation_table t"
                                + " join reconciliation r on r.id = t.run_id where r.ids = '{}' order by t.table_name, t.run_id desc")
                .map((found, context) -> report(found, Map.of()))
                .list());
    }

    /** A table's conclusive reports by key since a moment, the oldest first, without findings. */
    public List<TableReport> conclusive(String table, Instant since) {
        return store.in(handle -> handle.createQuery(
                                "select t.* from reconciliation_table t join reconciliation r on r.id = t.run_id where t.table_name = :table"
                                        + " and r.ids = '{}' and t.depth <> 'counts' and t.state in ('equal', 'different')"
                                        + " and t.ended_at >= :since order by t.ended_at desc limit :limit")
                        .bind("table", table)
                        .bind("since", since)
                        .bind("limit", MOST_OF_A_TREND)
                        .map((found, context) -> report(found, Map.of()))
                        .list())
                .reversed();
    }

    /** A table's reports, the newest first, without findings. */
    public List<TableReport> ofTable(String table, int limit) {
        return store.in(handle -> handle.createQuery(
                        "select t.* from reconciliation_table t join reconciliation r on r.id = t.run_id"
                                + " where t.table_name = :table and r.ids = '{}' order by t.run_id desc limit :limit")
                .bind("table", table)
                .bind("limit", limit)
                .map((found, context) -> report(found, Map.of()))
                .list());
    }

    private static TableReport report(ResultSet found, Map<String, List<Finding>> findings) throws SQLException {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counts.put(kind, found.getLong(kind.word()));
        }
        String table = found.getString("table_name");
        return new TableReport(
                table,
                found.getString("index_name"),
                RunState.of(found.getString("state")),
                Depth.of(found.getString("depth")),
                number(found, "rows"),
                number(found, "documents"),
                found.getLong("changed"),
                found.getLong("in_flight"),
                found.getLong("moved"),
                counts,
                found.getLong("repaired"),
                found.getBoolean("tolerated"),
                Runs.texts(found, "not_verified"),
                found.getString("reason"),
                Runs.instant(found, "started_at"),
                Runs.instant(found, "ended_at"),
                new ArrayList<>(findings.getOrDefault(table, List.of())));
    }

    private static Finding finding(ResultSet found) throws SQLException {
        return new Finding(
                found.getString("id"),
                Kind.of(found.getString("kind")),
                Runs.texts(found, "columns"),
                found.getString("cause"),
                found.getString("explanation"),
                RepairState.of(found.getString("repair")),
                found.getString("repair_note"));
    }

    private static @Nullable Long number(ResultSet found, String column) throws SQLException {
        long number = found.getLong(column);
        return found.wasNull() ? null : number;
    }
}
