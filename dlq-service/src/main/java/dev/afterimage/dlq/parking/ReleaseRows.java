package dev.afterimage.dlq.parking;

import dev.afterimage.dlq.retry.Canary.Stage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Releases as they are kept, within the caller's transaction. */
public final class ReleaseRows {
    /** Entries that one step chooses at most. */
    private static final int STEP = 1_000;
    /** What a rate allows is not saved up for longer. */
    private static final double MOST_SECONDS = 1;

    private static final String SELECT = """
            select r.*, extract(epoch from now() - r.last_step_at) as idle, c.open, c.home, c.failed,
              extract(epoch from now() - greatest(r.stage_since, c.progress)) as quiet
            from cdc_dead_letter_release r
            cross join lateral (
              select count(*) filter (where release_result is null and resolved_at is null) as open,
                count(*) filter (where release_result in ('applied', 'superseded') or release_result is null and resolved_at is not null) as home,
                count(*) filter (where release_result = 'failed') as failed,
                max(coalesce(resolved_at, failed_at)) filter (where release_result is not null) as progress
              from cdc_dead_letter_queue where release_id = r.id) c
            """;

    /** What became of the chosen entries. */
    public record Counts(long open, long home, long failed) {}

    /**
     * A release.
     *
     * @param allowance entries that its rate allows now
     * @param sinceProgress how long ago an outcome came, or the stage began
     */
    public record Row(
            long id,
            Instant createdAt,
            String createdBy,
            String filter,
            long upToId,
            long chosenToId,
            long total,
            int rate,
            Stage stage,
            @Nullable String reason,
            Counts counts,
            long allowance,
            Duration sinceProgress) {}

    public long insert(Handle handle, String who, String filter, long upToId, long total, int rate) {
        return handle.createQuery(
                        "insert into cdc_dead_letter_release (created_by, filter, up_to_id, total, rate, stage) values (?, ?, ?, ?, ?,"
                                + " 'canary') returning id")
                .bind(0, who)
                .bind(1, filter)
                .bind(2, upToId)
                .bind(3, total)
                .bind(4, rate)
                .mapTo(Long.class)
                .one();
    }

    /** The releases that are not over, for this transaction alone. */
    public List<Row> lockOpen(Handle handle) {
        return handle.createQuery(SELECT
                        + " where r.id in (select id from cdc_dead_letter_release where stage in ('canary', 'few', 'rest')"
                        + " order by id for update skip locked)")
                .map((row, context) -> row(row))
                .list();
    }

    public Optional<Row> find(Handle handle, long id) {
        return handle.createQuery(SELECT + " where r.id = ?")
                .bind(0, id)
                .map((row, context) -> row(row))
                .findOne();
    }

    public List<Row> newest(Handle handle, int limit) {
        return handle.createQuery(
                        SELECT
                                + " where r.id in (select id from cdc_dead_letter_release order by id desc limit ?) order by r.id desc")
                .bind(0, limit)
                .map((row, context) -> row(row))
                .list();
    }

    /** The next entries of a release, as many as a step may choose. */
    public List<Long> next(Handle handle, Row row, EntryFilter filter) {
        return handle.createQuery("select id from cdc_dead_letter_queue where " + filter.sql()
                        + " and state in ('waiting', 'behind', 'schema', 'attention') and id > :after and id <= :upTo order by id limit :most"
                        + " for update")
                .bindMap(filter.parameters())
                .bind("after", row.chosenToId())
                .bind("upTo", row.upToId())
                .bind("most", Math.clamp(row.allowance(), 20, STEP))
                .mapTo(Long.class)
                .list();
    }

    /** Makes entries due, as part of a release. */
    public void choose(Handle handle, long release, List<Long> ids) {
        handle.createUpdate(
                        "update cdc_dead_letter_queue set state = 'waiting', next_retry_at = now(), release_id = ?, release_result = null where"
                                + " id = any(?)")
                .bind(0, release)
                .bind(1, ids.toArray(Long[]::new))
                .execute();
        handle.createUpdate("update cdc_dead_letter_release set chosen_to_id = ?, last_step_at = now() where id = ?")
                .bind(0, ids.getLast())
                .bind(1, release)
                .execute();
    }

    /** Brings an open release to another stage; false if it is over. */
    public boolean enter(Handle handle, long release, Stage stage, String reason) {
        return handle.createUpdate(
                                "update cdc_dead_letter_release set stage = ?, stage_since = now(), last_step_at = now(), reason = ? where"
                                        + " id = ? and stage in ('canary', 'few', 'rest')")
                        .bind(0, text(stage))
                        .bind(1, reason)
                        .bind(2, release)
                        .execute()
                == 1;
    }

    public static String text(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    private static Row row(ResultSet row) throws SQLException {
        int rate = row.getInt("rate");
        return new Row(
                row.getLong("id"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                row.getString("filter"),
                row.getLong("up_to_id"),
                row.getLong("chosen_to_id"),
                row.getLong("total"),
                rate,
                Stage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                new Counts(row.getLong("open"), row.getLong("home"), row.getLong("failed")),
                (long) Math.min(STEP, rate * Math.min(MOST_SECONDS, row.getDouble("idle"))),
                Duration.ofMillis((long) (1_000 * row.getDouble("quiet"))));
    }
}
