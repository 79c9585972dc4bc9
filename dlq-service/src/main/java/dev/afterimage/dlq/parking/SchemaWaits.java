package dev.afterimage.dlq.parking;

import java.util.List;

/** Entries that wait until the registry knows their schema. Thread-safe. */
public final class SchemaWaits {
    private static final int MOST = 1_000;

    private final Database database;

    public SchemaWaits(Database database) {
        this.database = database;
    }

    /** The schemas that are waited for, 1,000 at most. */
    public List<Integer> schemas() {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                        "select distinct schema_id from cdc_dead_letter_queue where state = 'schema' limit " + MOST)
                .mapTo(Integer.class)
                .list());
    }

    /** Lets the entries of a schema go; returns how many. */
    public int known(int schema) {
        return database.jdbi()
                .withHandle(handle -> handle.execute(
                        "update cdc_dead_letter_queue set state = 'waiting', next_retry_at = now() where state = 'schema' and schema_id = ?",
                        schema));
    }
}
