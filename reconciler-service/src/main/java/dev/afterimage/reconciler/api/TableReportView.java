package dev.afterimage.reconciler.api;

import dev.afterimage.reconciler.compare.Kind;
import dev.afterimage.reconciler.history.TableReport;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was found of a table.
 *
 * @param rows rows at the position of the comparison, without those that changed since
 * @param documents live documents, likewise
 * @param counts differences of each kind, of which the lists may hold fewer
 * @param missing rows without a document
 * @param extra documents without a row
 * @param stale documents that are an older image of their row
 * @param different documents that are not what the pipeline wrote
 * @param repaired how many differences were repaired
 * @param changed keys left out, since they changed while they were compared
 * @param inFlight suspects that kept changing
 * @param moved rows and documents fetched to find the differences
 * @param tolerated whether the table's tolerance allows the differences
 * @param notVerified columns that were not compared, each with the reason
 */
@Serdeable
record TableReportView(
        String table,
        @Nullable String index,
        String state,
        String depth,
        @Nullable Long rows,
        @Nullable Long documents,
        Map<String, Long> counts,
        List<FindingView> missing,
        List<FindingView> extra,
        List<FindingView> stale,
        List<FindingView> different,
        long repaired,
        long changed,
        long inFlight,
        long moved,
        boolean tolerated,
        List<String> notVerified,
        @Nullable String reason,
        Instant startedAt,
        Instant endedAt) {
    static TableReportView of(TableReport report) {
        Map<String, Long> counts = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            counts.put(kind.word(), report.count(kind));
        }
        return new TableReportView(
                report.table(),
                report.index(),
                report.state().word(),
                report.depth().word(),
                report.rows(),
                report.documents(),
                counts,
                findings(report, Kind.MISSING),
                findings(report, Kind.EXTRA),
                findings(report, Kind.STALE),
                findings(report, Kind.DIFFERENT),
                report.repaired(),
                report.changed(),
                report.inFlight(),
                report.moved(),
                report.tolerated(),
                report.notVerified(),
                report.reason(),
                report.startedAt(),
                report.endedAt());
    }

    private static List<FindingView> findings(TableReport report, Kind kind) {
        return report.findings().stream()
                .filter(finding -> finding.kind() == kind)
                .map(FindingView::of)
                .toList();
    }
}
