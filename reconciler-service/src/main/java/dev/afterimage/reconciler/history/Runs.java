package dev.afterimage.reconciler.history;

import dev.afterimage.reconciler.config.Depth;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reconciliations: ordered, run, over. Thread-safe. */
@Singleton
public final class Runs {
    private final Store store;

    Runs(Store store) {
        this.store = store;
    }

    /** Orders a reconciliation; answers its id. */
    public long order(Order order) {
        Depth depth = order.depth();
        return store.in(handle -> handle.createQuery("insert into reconciliation"
                        + " (ordered_by, scheduled, tables, ids, depth, repair)"
                        + " values (:by, :scheduled, :tables, :ids, :depth, :repair) returning id")
                .bind("by", order.by())
                .bind("scheduled", order.scheduled())
                .bindArray("tables", String.class, order.tables())
                .bindArray("ids", String.class, order.ids())
                .bind("depth", depth == null ? null : depth.word())
                .bind("repair", order.repair())
                .mapTo(Long.class)
                .one());
    }

    /** The one that is next: interrupted ones and waiting ones, in the order of their ids. */
    public Optional<Run> next() {
        return store.in(handle -> handle.createQuery(
                        "select * from reconciliation where state in ('waiting', 'running') order by id limit 1")
                .map(Runs::run)
                .findFirst());
    }

    public Optional<Run> find(long id) {
        return store.in(handle -> handle.createQuery("select * from reconciliation where id = :id")
                .bind("id", id)
                .map(Runs::run)
                .findFirst());
    }

    /** The newest first. */
    public List<Run> newest(int limit) {
        return store.in(handle -> handle.createQuery("select * from reconciliation order by id desc limit :limit")
                .bind("limit", limit)
                .map(Runs::run)
                .list());
    }

    /** The newest scheduled one that is over. */
    public Optional<Run> lastScheduled() {
        return store.in(handle -> handle.createQuery(
                        "select * from reconciliation where scheduled and ended_at is not null order by id desc limit 1")
                .map(Runs::run)
                .findFirst());
    }

    /** It runs, and what it is at. */
    public void running(long id, String step) {
        store.in(handle -> handle.createUpdate("update reconciliation set state = 'running', step = :step,"
                        + " started_at = coalesce(started_at, now()) where id = :id and ended_at is null")
                .bind("id", id)
                .bind("step", step)
                .execute());
    }

    public void ended(long id, RunState state, @Nullable String reason) {
        store.in(handle -> handle.createUpdate("update reconciliation set state = :state, step = null,"
                        + " reason = :reason, ended_at = now() where id = :id and ended_at is null")
                .bind("id", id)
                .bind("state", state.word())
                .bind("reason", reason)
                .execute());
    }

    /** Removes what ended longer ago; answers how many. */
    public int forget(Duration retention) {
        return store.in(handle -> handle.createUpdate("delete from reconciliation where ended_at < :before")
                .bind("before", Instant.now().minus(retention))
                .execute());
    }

    private static Run run(ResultSet found, StatementContext context) throws SQLException {
        String depth = found.getString("depth");
        Order order = new Order(
                found.getString("ordered_by"),
                found.getBoolean("scheduled"),
                texts(found, "tables"),
                texts(found, "ids"),
                depth == null ? null : Depth.of(depth),
                found.getBoolean("repair"));
        return new Run(
                found.getLong("id"),
                order,
                RunState.of(found.getString("state")),
                found.getString("step"),
                found.getString("reason"),
                instant(found, "ordered_at"),
                nullable(found, "started_at"),
                nullable(found, "ended_at"));
    }

    static List<String> texts(ResultSet found, String column) throws SQLException {
        return List.of((String[]) found.getArray(column).getArray());
    }

    static Instant instant(ResultSet found, String column) throws SQLException {
        return found.getTimestamp(column).toInstant();
    }

    private static @Nullable Instant nullable(ResultSet found, String column) throws SQLException {
        var at = found.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
