package dev.afterimage.reconciler.page;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.text;

import dev.afterimage.reconciler.compare.Kind;
import dev.afterimage.reconciler.history.Finding;
import dev.afterimage.reconciler.history.RepairState;
import dev.afterimage.reconciler.history.Run;
import dev.afterimage.reconciler.history.TableReport;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Table;
import dev.afterimage.support.page.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** The tables of which the pages are made. Pure. */
final class Sections {
    /** Differences of one table that a page shows. */
    private static final int SHOWN = 200;

    private Sections() {}

    /** Tables, each with what was found. */
    static Html reports(String caption, List<TableReport> reports) {
        List<List<Html>> rows = new ArrayList<>();
        for (TableReport report : reports) {
            rows.add(List.of(
                    link("/tables/" + encoded(report.table()), report.table()),
                    Frame.state(report.state()),
                    text(report.depth().word()),
                    Frame.number(report.rows()),
                    Frame.number(report.documents()),
                    Frame.number(report.count(Kind.MISSING)),
                    Frame.number(report.count(Kind.EXTRA)),
                    Frame.number(report.count(Kind.STALE)),
                    Frame.number(report.count(Kind.DIFFERENT)),
                    Frame.number(report.repaired()),
                    Frame.number(report.changed()),
                    Frame.time(report.endedAt()),
                    Frame.foreign(report.reason())));
        }
        return new Table(
                        caption,
                        List.of(
                                Column.of("Table"),
                                Column.of("Result"),
                                Column.of("Depth"),
                                Column.number("Rows"),
                                Column.number("Documents"),
                                Column.number("Missing"),
                                Column.number("Extra"),
                                Column.number("Stale"),
                                Column.number("Different"),
                                Column.number("Repaired"),
                                Column.number("Left out"),
                                Column.of("When"),
                                Column.of("Remark")),
                        rows)
                .html();
    }

    static Html runs(String caption, List<Run> runs) {
        List<List<Html>> rows = new ArrayList<>();
        for (Run run : runs) {
            rows.add(List.of(
                    link("/runs/" + run.id(), "Run " + run.id()),
                    Frame.state(run.state()),
                    Frame.foreign(
                            run.order().tables().isEmpty()
                                    ? "all tables"
                                    : String.join(", ", run.order().tables())),
                    text(run.order().repair() ? "yes" : "no"),
                    Frame.foreign(run.order().by()),
                    Frame.time(run.orderedAt()),
                    Frame.time(run.endedAt()),
                    Frame.foreign(run.step() == null ? run.reason() : run.step())));
        }
        return new Table(
                        caption,
                        List.of(
                                Column.of("Run"),
                                Column.of("Result"),
                                Column.of("Tables"),
                                Column.of("Repairs"),
                                Column.of("Ordered by"),
                                Column.of("Ordered"),
                                Column.of("Ended"),
                                Column.of("Remark")),
                        rows)
                .html();
    }

    static Html findings(TableReport report) {
        List<List<Html>> rows = new ArrayList<>();
        for (Finding finding : report.findings().stream().limit(SHOWN).toList()) {
            rows.add(List.of(
                    Frame.foreign(finding.id()),
                    text(finding.kind().word()),
                    Frame.foreign(String.join(", ", finding.columns())),
                    Frame.foreign(finding.explanation()),
                    text(
                            finding.repair() == RepairState.NONE
                                    ? "–"
                                    : finding.repair().word()),
                    Frame.foreign(finding.note())));
        }
        String shown = report.differences() > rows.size()
                ? " (" + rows.size() + " of " + report.differences() + " are shown)"
                : "";
        return new Table(
                        "Differences of " + report.table() + shown,
                        List.of(
                                Column.of("Key"),
                                Column.of("Kind"),
                                Column.of("Columns"),
                                Column.of("Why"),
                                Column.of("Repair"),
                                Column.of("Remark")),
                        rows)
                .html();
    }

    static Html notVerified(TableReport report) {
        return report.notVerified().isEmpty()
                ? text("")
                : element("p", text("Not compared: "), Frame.foreign(String.join(", ", report.notVerified())));
    }

    static String encoded(String segment) {
        return java.net.URLEncoder.encode(segment, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
