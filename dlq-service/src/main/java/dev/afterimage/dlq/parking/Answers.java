package dev.afterimage.dlq.parking;

import dev.afterimage.cdc.deadletter.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records what became of redriven entries, a batch in one transaction; recording one twice changes nothing. Thread-safe.
 *
 * <p>That a record came home is true whichever sending it answers; that it failed counts for the last sending only.
 */
public final class Answers {
    private static final String HOME = """
            with locked as (
              select q.id, a.result, a.reason from unnest(?::bigint[], ?::text[], ?::text[]) as a (id, result, reason)
              join cdc_dead_letter_queue q using (id) where q.resolved_at is null order by q.id for update of q),
            done as (
              update cdc_dead_letter_queue q set state = 'resolved', resolved_at = now(), resolution = a.result, lease_until = null,
                next_retry_at = null,
                release_result = case when q.release_id is null then null else coalesce(q.release_result, a.result) end
              from locked a where q.id = a.id
              returning q.id, q.retry_count, q.last_retry_at, a.result, a.reason, q.key_hash is not null as keyed),
            noted as (
              insert into cdc_dead_letter_attempt (entry_id, number, sent_at, event, reason)
              select id, retry_count, last_retry_at, result, reason from done)
            select id from done where keyed
            """;

    private final Database database;
    private final FailedAgain failedAgain;
    private final KeyOrder order = new KeyOrder();

    /** @param failedAgain what is done about those that failed once more */
    public Answers(Database database, FailedAgain failedAgain) {
        this.database = database;
        this.failedAgain = failedAgain;
    }

    public void record(List<Answer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        Map<Long, Answer> home = new LinkedHashMap<>();
        Map<Long, Answer> failed = new LinkedHashMap<>();
        for (Answer answer : answers) {
            (answer.result() == Outcome.Result.FAILED ? failed : home).put(answer.id(), answer);
        }
        failed.keySet().removeAll(home.keySet());
        database.change(connection -> {
            if (!home.isEmpty()) {
                order.cameHome(connection, home(connection, List.copyOf(home.values())));
            }
            if (!failed.isEmpty()) {
                failedAgain.record(connection, failed);
            }
        });
    }

    private static List<Long> home(Connection connection, List<Answer> answers) throws SQLException {
        List<Long> keyed = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(HOME)) {
            Columns columns = new Columns(connection, statement);
            columns.add("bigint", Columns.of(answers, Answer::id, Long[]::new));
            columns.add(
                    "text",
                    Columns.of(
                            answers,
                            answer -> answer.result() == Outcome.Result.APPLIED
                                    ? Resolution.APPLIED.text()
                                    : Resolution.SUPERSEDED.text(),
                            String[]::new));
            columns.add("text", Columns.of(answers, Answer::reason, String[]::new));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    keyed.add(found.getLong(1));
                }
            }
        }
        return keyed;
    }
}
