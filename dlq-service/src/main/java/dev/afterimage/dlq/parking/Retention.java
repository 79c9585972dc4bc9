package dev.afterimage.dlq.parking;

import java.time.Duration;

/** Removes entries that were resolved long ago, with their bytes and history. Thread-safe. */
public final class Retention {
    private static final int AT_ONCE = 2_000;

    private static final String REMOVE = """
            delete from cdc_dead_letter_queue where id in (
              select id from cdc_dead_letter_queue where resolved_at < now() - ? * interval '1 second' order by resolved_at limit ?
              for update skip locked)
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
        return database.jdbi().withHandle(handle -> handle.execute(REMOVE, kept.toSeconds(), AT_ONCE)) == AT_ONCE;
    }
}
