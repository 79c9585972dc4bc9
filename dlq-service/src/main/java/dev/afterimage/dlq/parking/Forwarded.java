package dev.afterimage.dlq.parking;

import java.sql.PreparedStatement;
import java.util.Collection;
import java.util.List;

/** Entries whose consumer does not answer. Thread-safe. */
public final class Forwarded {
    private static final String RESOLVE = """
            with done as (
              update cdc_dead_letter_queue set state = 'resolved', resolved_at = now(), resolution = 'forwarded', lease_until = null,
                release_result = case when release_id is null then null else coalesce(release_result, 'applied') end
              where id = any(?::bigint[]) and state = 'sent' returning id, retry_count, last_retry_at)
            insert into cdc_dead_letter_attempt (entry_id, number, sent_at, event)
            select id, retry_count, last_retry_at, 'forwarded' from done
            """;

    private static final String NOWHERE = """
            with done as (
              update cdc_dead_letter_queue set state = 'attention', lease_until = null,
                release_result = case when release_id is null then null else coalesce(release_result, 'failed') end
              where id = ? and state = 'sent' returning id)
            insert into cdc_dead_letter_attempt (entry_id, number, event, reason) select id, ?, 'unsent', ? from done
            """;

    private final Database database;
    private final KeyOrder order = new KeyOrder();

    public Forwarded(Database database) {
        this.database = database;
    }

    /** The broker has them, and more will not be known. */
    public void resolve(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        Long[] all = ids.toArray(Long[]::new);
        database.change(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RESOLVE)) {
                new Columns(connection, statement).add("bigint", all);
                statement.executeUpdate();
            }
            order.nextMayGo(connection, List.of(all));
        });
    }

    /** There is no topic to send it to: a person must configure one. */
    public void nowhere(long id, int attempt, String why) {
        database.jdbi().useTransaction(handle -> handle.createUpdate(NOWHERE)
                .bind(0, id)
                .bind(1, attempt)
                .bind(2, why)
                .execute());
    }
}
