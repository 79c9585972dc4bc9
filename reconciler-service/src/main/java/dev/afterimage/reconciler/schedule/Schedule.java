package dev.afterimage.reconciler.schedule;

import dev.afterimage.reconciler.config.ReconcilerProperties;
import dev.afterimage.reconciler.history.DueDates;
import dev.afterimage.reconciler.history.Order;
import dev.afterimage.reconciler.history.Runs;
import dev.afterimage.reconciler.run.TablesToRun;
import dev.afterimage.reconciler.table.TableName;
import dev.afterimage.reconciler.table.TableRules;
import dev.afterimage.support.loop.Every;
import dev.afterimage.support.loop.Loop;
import dev.afterimage.support.loop.LoopState;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Orders reconciliations when they are due, tables of one time together, and forgets old ones. */
final class Schedule {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final ReconcilerProperties properties;
    private final TableRules rules;
    private final TablesToRun tables;
    private final DueDates dates;
    private final Runs runs;
    private final Clock clock;

    Schedule(
            ReconcilerProperties properties,
            TableRules rules,
            TablesToRun tables,
            DueDates dates,
            Runs runs,
            Clock clock) {
        this.properties = properties;
        this.rules = rules;
        this.tables = tables;
        this.dates = dates;
        this.runs = runs;
        this.clock = clock;
    }

    @Factory
    static final class Making {
        @Singleton
        @Named("schedule")
        @Requires(property = "kafka.enabled", notEquals = "false")
        Loop schedule(
                ReconcilerProperties properties, TableRules rules, TablesToRun tables, DueDates dates, Runs runs) {
            Schedule schedule = new Schedule(properties, rules, tables, dates, runs, Clock.systemUTC());
            return new Every(
                    new LoopState("schedule", Clock.systemUTC()), LOOK, schedule::round, RandomGenerator.getDefault());
        }
    }

    boolean round() throws InterruptedException {
        Instant now = clock.instant();
        for (Map.Entry<String, List<TableName>> group : groups().entrySet()) {
            serve(group.getKey(), group.getValue(), now);
        }
        return runs.forget(properties.retention()) > 0;
    }

    private void serve(String cron, List<TableName> some, Instant now) {
        Instant served = dates.servedUntil(cron, now);
        new DueTimes(cron).due(served, now).ifPresent(due -> {
            if (dates.serve(cron, served, due)) {
                runs.order(new Order(
                        "schedule",
                        true,
                        some.stream().map(TableName::toString).toList(),
                        List.of(),
                        null,
                        properties.repair()));
            }
        });
    }

    /** Tables by when they are due. */
    private Map<String, List<TableName>> groups() throws InterruptedException {
        Map<String, List<TableName>> groups = new TreeMap<>();
        for (TableName table : tables.all()) {
            String own = rules.cron(table);
            String cron = own == null ? properties.cron() : own;
            if (!cron.equals(ReconcilerProperties.NEVER)) {
                groups.computeIfAbsent(cron, absent -> new java.util.ArrayList<>())
                        .add(table);
            }
        }
        return groups;
    }
}
