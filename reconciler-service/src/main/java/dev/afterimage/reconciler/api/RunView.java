package dev.afterimage.reconciler.api;

import dev.afterimage.reconciler.config.Depth;
import dev.afterimage.reconciler.history.Run;
import dev.afterimage.reconciler.history.TableReport;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reconciliation.
 *
 * @param state {@code waiting}, {@code running}, {@code equal}, {@code different}, {@code inconclusive} or {@code failed}
 * @param step what it is at, while it runs
 * @param depth as ordered; absent where each table has its own
 * @param tables the tables that are done, with what was found; in a list of reconciliations absent
 */
@Serdeable
record RunView(
        String id,
        String state,
        @Nullable String step,
        @Nullable String reason,
        @Nullable String depth,
        boolean repair,
        boolean scheduled,
        String orderedBy,
        Instant orderedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable List<TableReportView> tables) {
    static RunView of(Run run, @Nullable List<TableReport> reports) {
        Depth depth = run.order().depth();
        return new RunView(
                Long.toString(run.id()),
                run.state().word(),
                run.step(),
                run.reason(),
                depth == null ? null : depth.word(),
                run.order().repair(),
                run.order().scheduled(),
                run.order().by(),
                run.orderedAt(),
                run.startedAt(),
                run.endedAt(),
                reports == null
                        ? null
                        : reports.stream().map(TableReportView::of).toList());
    }
}
