package dev.afterimage.reconciler.api;

import dev.afterimage.reconciler.history.Finding;
import dev.afterimage.reconciler.trend.Trend;
import dev.afterimage.reconciler.trend.Trends;
import dev.afterimage.support.access.Principal;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reconciliations and repairs: ordered here, done one at a time, and kept. */
@Tag(name = "reconciliations")
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class ReconciliationsApi {
    private static final String USUAL_LIMIT = "50";
    private static final int USUAL_REPAIRS = 1_000;

    private final Ordering ordering;
    private final Trends trends;

    ReconciliationsApi(Ordering ordering, Trends trends) {
        this.ordering = ordering;
        this.trends = trends;
    }

    /**
     * What to reconcile.
     *
     * @param tables as {@code schema.table}; none means all
     * @param keys ids of documents of the one table: only these are looked at
     * @param depth {@code counts}, {@code checksums} or {@code full}; none means what is configured
     * @param repair whether differences are repaired
     */
    @Serdeable
    record ReconciliationOrder(
            @Nullable List<String> tables,
            @Nullable List<String> keys,
            @Nullable String depth,
            @Nullable Boolean repair) {}

    /**
     * What to repair.
     *
     * @param reconciliation whose differences are meant
     * @param table as {@code schema.table}
     * @param key only this one; none means all
     * @param dryRun whether they are only told
     * @param limit how many at most, 1 to 100,000, 1,000 when it is left out
     */
    @Serdeable
    record RepairOrder(
            @NotNull Long reconciliation,
            @NotNull String table,
            @Nullable String key,
            @Nullable Boolean dryRun,
            @Nullable @Min(1) @Max(100_000) Integer limit) {}

    /**
     * A repair that is ordered, or what one would take.
     *
     * @param id of the reconciliation that repairs; null for a dry run
     * @param keys what it takes
     */
    @Serdeable
    record RepairView(@Nullable String id, boolean dryRun, List<FindingView> keys) {}

    /** Several of them, the newest first. */
    @Serdeable
    record RunsView(List<RunView> items) {}

    /** Tables as they were found last. */
    @Serdeable
    record TablesView(List<TableReportView> items) {}

    /** How the drift of each table goes. */
    @Serdeable
    record TrendsView(List<TrendView> items) {}

    /**
     * How a table's drift goes.
     *
     * @param rowsPerDay rows that are damaged in a day, day after day; 0 without a trend
     * @param days over which that was seen
     * @param runs in which it was seen
     * @param fresh differences that the last reconciliation found and the one before did not
     * @param usual as many as would be usual at that hour of the week
     * @param weeks earlier weeks from which that is known
     * @param above how many beyond it; 0 while fewer than four weeks are known
     * @param words the same in a sentence
     */
    @Serdeable
    record TrendView(
            String table,
            double rowsPerDay,
            long days,
            int runs,
            long fresh,
            double usual,
            int weeks,
            double above,
            String words) {
        static TrendView of(Trend trend) {
            return new TrendView(
                    trend.table(),
                    trend.rowsADay(),
                    trend.days(),
                    trend.runs(),
                    trend.fresh(),
                    trend.usual(),
                    trend.weeks(),
                    trend.above(),
                    trend.words());
        }
    }

    /** How the drift of each table goes, over days and against earlier weeks. */
    @Get("/trends")
    TrendsView trends() {
        return new TrendsView(trends.all().stream().map(TrendView::of).toList());
    }

    /** Orders a reconciliation. */
    @Post("/reconciliations")
    HttpResponse<RunView> order(@Body @Valid ReconciliationOrder order, HttpRequest<?> request) {
        long id = ordering.reconcile(
                caller(request),
                order.tables() == null ? List.of() : order.tables(),
                order.keys() == null ? List.of() : order.keys(),
                order.depth(),
                Boolean.TRUE.equals(order.repair()));
        return HttpResponse.<RunView>accepted().body(RunView.of(ordering.run(id), null));
    }

    /** The newest reconciliations. */
    @Get("/reconciliations")
    RunsView newest(@QueryValue(defaultValue = USUAL_LIMIT) @Min(1) @Max(500) int limit) {
        return new RunsView(ordering.newest(limit).stream()
                .map(run -> RunView.of(run, null))
                .toList());
    }

    /** One of them, with what it has found so far. */
    @Get("/reconciliations/{id}")
    RunView one(@PathVariable long id) {
        return RunView.of(ordering.run(id), ordering.reports(id));
    }

    /** Repairs what a reconciliation found, or tells what that would be. */
    @Post("/repairs")
    HttpResponse<RepairView> repair(@Body @Valid RepairOrder order, HttpRequest<?> request) {
        int limit = order.limit() == null ? USUAL_REPAIRS : order.limit();
        List<Finding> keys = ordering.repairable(order.reconciliation(), order.table(), order.key(), limit);
        List<FindingView> views = keys.stream().map(FindingView::of).toList();
        if (Boolean.TRUE.equals(order.dryRun())) {
            return HttpResponse.ok(new RepairView(null, true, views));
        }
        long id = ordering.repair(caller(request), order.reconciliation(), order.table(), order.key(), limit);
        return HttpResponse.<RepairView>accepted().body(new RepairView(Long.toString(id), false, views));
    }

    /** Every table as it was found last. */
    @Get("/tables")
    TablesView tables() {
        return new TablesView(
                ordering.latest().stream().map(TableReportView::of).toList());
    }

    /** A table's reconciliations, the newest first, without their differences. */
    @Get("/tables/{table}")
    TablesView table(@PathVariable String table, @QueryValue(defaultValue = USUAL_LIMIT) @Min(1) @Max(500) int limit) {
        return new TablesView(
                ordering.history(table, limit).stream().map(TableReportView::of).toList());
    }

    private static String caller(HttpRequest<?> request) {
        return request.getAttribute(Principal.ATTRIBUTE, Principal.class)
                .map(Principal::name)
                .orElseThrow(() -> new IllegalStateException("a change without a caller"));
    }
}
