package dev.afterimage.reconciler.history;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Up to when each schedule has been served, so that each time is served once over all instances and restarts. Thread-safe. */
@Singleton
public final class DueDates {
    private final Store store;

    DueDates(Store store) {
        this.store = store;
    }

    /** Up to when a schedule has been served; a schedule not seen before begins now. */
    public Instant servedUntil(String name, Instant now) {
        return store.in(handle -> {
            handle.createUpdate(
                            "insert into reconciliation_schedule (name, last_due) values (:name, :now) on conflict do nothing")
                    .bind("name", name)
                    .bind("now", now)
                    .execute();
            return handle.createQuery("select last_due from reconciliation_schedule where name = :name")
                    .bind("name", name)
                    .mapTo(Instant.class)
                    .one();
        });
    }

    /** Serves a time, if nobody else has. */
    public boolean serve(String name, Instant before, Instant due) {
        return store.in(handle -> handle.createUpdate("update reconciliation_schedule set last_due = :due"
                                + " where name = :name and last_due = :before")
                        .bind("name", name)
                        .bind("before", OffsetDateTime.ofInstant(before, ZoneOffset.UTC))
                        .bind("due", OffsetDateTime.ofInstant(due, ZoneOffset.UTC))
                        .execute()
                == 1);
    }
}
