package dev.afterimage.reconciler.trend;

import dev.afterimage.reconciler.config.ReconcilerProperties;
import dev.afterimage.reconciler.history.Reports;
import dev.afterimage.reconciler.history.TableReport;
import dev.afterimage.support.vital.Concern;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.support.vital.Vital;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The trend of each table, told anew when a table was reconciled. Thread-safe; one thread refreshes. */
@Singleton
public final class Trends implements Vital {
    /** How far back the weeks of the season are looked for. */
    private static final Duration SEASON = Duration.ofDays(7 * 9);

    private record Told(Instant when, Trend trend) {}

    private final MeterRegistry registry;
    private final Reports reports;
    private final Duration over;
    private final double creep;
    private final Map<String, Told> byTable = new ConcurrentHashMap<>();

    Trends(MeterRegistry registry, Reports reports, ReconcilerProperties properties) {
        this.registry = registry;
        this.reports = reports;
        this.over = properties.trend();
        this.creep = properties.trendRows();
    }

    /** @param newest the newest report of each table */
    public void refresh(List<TableReport> newest) {
        for (TableReport report : newest) {
            Told told = byTable.get(report.table());
            if (told == null || !told.when().equals(report.endedAt())) {
                List<Observation> observations =
                        reports.conclusive(report.table(), report.endedAt().minus(SEASON)).stream()
                                .map(one -> new Observation(one.endedAt(), one.differences(), one.repaired()))
                                .toList();
                Trend trend = Trend.of(report.table(), observations, over);
                if (byTable.put(report.table(), new Told(report.endedAt(), trend)) == null) {
                    register(report.table());
                }
            }
        }
    }

    private void register(String table) {
        Gauge.builder("afterimage.reconciler.drift.rows.per.day", this, all -> all.of(table, Trend::rowsADay))
                .description("Rows of the table that are damaged in a day, day after day; 0 without a trend")
                .tag("table", table)
                .register(registry);
        Gauge.builder("afterimage.reconciler.drift.above.season", this, all -> all.of(table, Trend::above))
                .description("Fresh differences beyond what the hour of the week usually has")
                .tag("table", table)
                .register(registry);
    }

    private double of(String table, java.util.function.ToDoubleFunction<Trend> figure) {
        Trend trend = of(table);
        return trend == null ? 0 : figure.applyAsDouble(trend);
    }

    /** A table's trend, or null if none of its reconciliations is known. */
    public @Nullable Trend of(String table) {
        Told told = byTable.get(table);
        return told == null ? null : told.trend();
    }

    /** All, by the tables' names. */
    public List<Trend> all() {
        return byTable.values().stream()
                .map(Told::trend)
                .sorted(Comparator.comparing(Trend::table))
                .toList();
    }

    @Override
    public Concern concern() {
        return Concern.ADVICE;
    }

    @Override
    public List<Condition> conditions() {
        return all().stream()
                .filter(trend -> trend.rowsADay() >= creep || trend.above() > 0)
                .map(
                        trend -> (Condition)
                                new Condition.Ailing(
                                        "trend of " + trend.table(),
                                        trend.words(),
                                        "look at what the differences have in common: their causes, their hours, who else writes to the index"))
                .toList();
    }
}
