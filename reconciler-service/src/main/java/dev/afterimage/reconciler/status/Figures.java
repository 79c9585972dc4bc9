package dev.afterimage.reconciler.status;

import dev.afterimage.reconciler.compare.Kind;
import dev.afterimage.reconciler.history.Listener;
import dev.afterimage.reconciler.history.Reports;
import dev.afterimage.reconciler.history.Run;
import dev.afterimage.reconciler.history.RunState;
import dev.afterimage.reconciler.history.Runs;
import dev.afterimage.reconciler.history.TableReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micronaut.context.annotation.Context;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What was found last, as metrics; every instance tells the same, whoever ran it. Thread-safe. */
@Context
public final class Figures implements Listener {
    private final MeterRegistry registry;
    private final Reports reports;
    private final Runs runs;
    private final Map<RunState, Counter> ended = new EnumMap<>(RunState.class);
    private final Counter repaired;
    private final Counter moved;
    private final Map<String, TableReport> newest = new ConcurrentHashMap<>();
    private volatile @Nullable Instant lastScheduled;

    Figures(MeterRegistry registry, Reports reports, Runs runs) {
        this.registry = registry;
        this.reports = reports;
        this.runs = runs;
        for (RunState state : RunState.values()) {
            if (state.over()) {
                ended.put(
                        state,
                        Counter.builder("afterimage.reconciler.runs")
                                .description("Reconciliations that this instance ran to their end")
                                .tag("state", state.word())
                                .register(registry));
            }
        }
        repaired = Counter.builder("afterimage.reconciler.repaired")
                .description("Differences that were repaired")
                .register(registry);
        moved = Counter.builder("afterimage.reconciler.moved")
                .description("Rows and documents fetched to find differences")
                .register(registry);
        Gauge.builder("afterimage.reconciler.last.scheduled.timestamp.seconds", this, Figures::lastScheduledSeconds)
                .description("When a scheduled reconciliation ended last, seconds since 1970; 0 for never")
                .register(registry);
    }

    @Override
    public void found(TableReport report) {
        repaired.increment(report.repaired());
        moved.increment(report.moved());
    }

    @Override
    public void ended(Run run, RunState state) {
        Counter counter = ended.get(state);
        if (counter != null) {
            counter.increment();
        }
    }

    /** Reads what was found last, by whichever instance. */
    boolean refresh() {
        List<TableReport> found = reports.newest();
        found.forEach(report -> {
            if (newest.put(report.table(), report) == null) {
                register(report.table());
            }
        });
        lastScheduled = runs.lastScheduled().map(Run::endedAt).orElse(null);
        return false;
    }

    /** The newest report of each table. */
    public List<TableReport> newest() {
        return List.copyOf(newest.values());
    }

    private void register(String table) {
        for (Kind kind : Kind.values()) {
            Gauge.builder("afterimage.reconciler.differences", newest, all -> at(all, table)
                            .count(kind))
                    .description("Differences that stood at the last reconciliation of the table, before repair")
                    .tags(Tags.of("table", table, "kind", kind.word()))
                    .register(registry);
        }
        Gauge.builder(
                        "afterimage.reconciler.unrepaired",
                        newest,
                        all -> at(all, table).differences() - at(all, table).repaired())
                .description("Differences of the last reconciliation that were not repaired")
                .tag("table", table)
                .register(registry);
        Gauge.builder("afterimage.reconciler.inconclusive", newest, all -> conclusive(at(all, table)) ? 0 : 1)
                .description("1 if nothing could be said of the table at its last reconciliation")
                .tag("table", table)
                .register(registry);
        Gauge.builder("afterimage.reconciler.compared.timestamp.seconds", newest, all -> at(all, table)
                        .endedAt()
                        .getEpochSecond())
                .description("When the table was reconciled last, seconds since 1970")
                .tag("table", table)
                .register(registry);
        Gauge.builder("afterimage.reconciler.rows", newest, all -> rows(at(all, table)))
                .description("Rows compared at the last reconciliation of the table")
                .tag("table", table)
                .register(registry);
    }

    private static TableReport at(Map<String, TableReport> all, String table) {
        TableReport report = all.get(table);
        if (report == null) {
            throw new IllegalStateException("a report is replaced and never taken away");
        }
        return report;
    }

    private static boolean conclusive(TableReport report) {
        return report.state() == RunState.EQUAL || report.state() == RunState.DIFFERENT;
    }

    private static double rows(TableReport report) {
        Long rows = report.rows();
        return rows == null ? 0 : rows;
    }

    private double lastScheduledSeconds() {
        Instant last = lastScheduled;
        return last == null ? 0 : last.getEpochSecond();
    }
}
