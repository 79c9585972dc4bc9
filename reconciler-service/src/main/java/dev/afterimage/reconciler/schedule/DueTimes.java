package dev.afterimage.reconciler.schedule;

import io.micronaut.scheduling.cron.CronExpression;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/** When something is due by its cron expression, in UTC. Pure. */
final class DueTimes {
    private final CronExpression cron;

    /** @throws IllegalArgumentException if it is no cron expression */
    DueTimes(String cron) {
        this.cron = CronExpression.create(cron);
    }

    /** The newest time after {@code last} that has come by now; times that were missed in between are made up for by one. */
    Optional<Instant> due(Instant last, Instant now) {
        Instant newest = null;
        ZonedDateTime next = next(last);
        while (next != null && !next.toInstant().isAfter(now)) {
            newest = next.toInstant();
            next = next(newest);
        }
        return Optional.ofNullable(newest);
    }

    private ZonedDateTime next(Instant after) {
        return cron.nextTimeAfter(after.atZone(ZoneOffset.UTC));
    }
}
