package dev.afterimage.dlq.parking;

import dev.afterimage.dlq.letter.Fingerprint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts entries by cause, each table read once; what takes too long is ended by the server. Thread-safe. */
public final class Causes {
    /** Hours of a trend, the running one included. */
    public static final int HOURS = 24;

    /** 0 for what failed earlier, 1 for the first hour of a trend, 24 for the one that runs. */
    private static final String HOUR = """
            width_bucket(failed_at, array(select generate_series(
              date_trunc('hour', now()) - interval '23 hours', date_trunc('hour', now()), interval '1 hour')))\
            """;

    // A fingerprint is made of topic, group and category, so that grouping by it alone is enough.
    private static final String GROUPS = """
            with cells as (
              select fingerprint, %s as hour, count(*) as records,
                count(*) filter (where failed_at > now() - interval '1 hour') as recent,
                count(*) filter (where state = 'attention') as attention, min(failed_at) as first, max(failed_at) as last, max(id) as sample
              from cdc_dead_letter_queue where resolved_at is null group by 1, 2),
            causes as (
              select fingerprint, cast(sum(records) as bigint) as n, cast(sum(recent) as bigint) as recent, cast(sum(attention) as bigint) as attention,
                min(first) as first, max(last) as last, max(sample) as sample, array_agg(hour) as hours, array_agg(records) as by_hour
              from cells group by 1 order by n desc, sample desc limit ?)
            select c.*, s.topic, s.consumer_group, s.category, s.error_class, s.error_message
            from causes c join cdc_dead_letter_queue s on s.id = c.sample order by n desc, sample desc
            """.formatted(HOUR);

    private static final String ONE = """
            select state, resolution, %s as hour, count(*) as n, min(failed_at) as first, max(failed_at) as last
            from cdc_dead_letter_queue where fingerprint = ? group by 1, 2, 3
            """.formatted(HOUR);

    private final Database database;

    public Causes(Database database) {
        this.database = database;
    }

    /** The causes with most open entries. */
    public List<CauseGroup> groups(int limit) {
        return database.bounded(handle -> handle.createQuery(GROUPS)
                .bind(0, limit)
                .map((row, context) -> group(row))
                .list());
    }

    /** What became of all entries of a cause, the resolved ones too; empty figures if there are none. */
    public CauseFigures figures(String fingerprint) {
        return database.bounded(handle -> handle.createQuery(ONE)
                .bind(0, Fingerprint.parse(fingerprint))
                .reduceResultSet(
                        CauseFigures.NONE,
                        (figures, row, context) -> figures.plus(
                                row.getString("state"),
                                row.getString("resolution"),
                                row.getInt("hour"),
                                row.getLong("n"),
                                row.getTimestamp("first").toInstant(),
                                row.getTimestamp("last").toInstant())));
    }

    private static CauseGroup group(ResultSet row) throws SQLException {
        return new CauseGroup(
                Fingerprint.text(row.getBytes("fingerprint")),
                row.getString("topic"),
                row.getString("consumer_group"),
                row.getString("category"),
                row.getString("error_class"),
                row.getString("error_message"),
                row.getLong("n"),
                row.getLong("recent"),
                row.getLong("attention"),
                row.getTimestamp("first").toInstant(),
                row.getTimestamp("last").toInstant(),
                row.getLong("sample"),
                hours((Integer[]) row.getArray("hours").getArray(), (Long[])
                        row.getArray("by_hour").getArray()));
    }

    private static List<Long> hours(@Nullable Integer[] hours, @Nullable Long[] records) {
        List<Long> all = new ArrayList<>(Collections.nCopies(HOURS, 0L));
        for (int i = 0; i < hours.length; i++) {
            Integer hour = hours[i];
            Long number = records[i];
            if (hour != null && number != null && hour > 0) {
                all.set(hour - 1, number);
            }
        }
        return all;
    }
}
