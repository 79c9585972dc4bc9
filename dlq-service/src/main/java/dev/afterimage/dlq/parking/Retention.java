package dev.afterimage.dlq.parking;

import java.time.Duration;

/** Removes entries that were resolved long ago, with their bytes and history. Thread-safe. */
public final class Retention {
    private static final int AT_ONCE = 2_000;

    /** An entry's bytes and history have no foreign key, since checking it costs more than writing them. */
    private static final String REMOVE = """
            with old as (
              select id from cdc_dead_letter_queue where resolved_at < now() - :seconds * interval '1 second' order by resolved_at
              limit :limit for update skip locked),
            bytes as (delete from cdc_dead_letter_payload p using old where p.entry_id = old.id),
            history as (delete from cdc_dead_letter_attempt a using old where a.entry_id = old.id)
            delete from cdc_dead_letter_queue q using old where q.id = old.id
            """;

    private final Database database;

    public Retention(Database database) {
        this.database = database;
    }

    /**
     * Removes some.
     *
     * @param kept how long resolved entries are kept
     * @return whether there may be more
     */
    public boolean remove(Duration kept) {
        return database.jdbi().withHandle(handle -> handle.createUpdate(REMOVE)
                        .bind("seconds", kept.toSeconds())
                        .bind("limit", AT_ONCE)
                        .execute())
                == AT_ONCE;
    }
}
