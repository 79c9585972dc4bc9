package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.text;

import dev.afterimage.dlq.decision.AuditLog;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Table;
import java.time.Instant;
import java.util.List;

/** Who did what, when, to which records. Pure. */
final class AuditPage {
    private AuditPage() {}

    static String render(List<AuditLog.Line> lines, Instant now) {
        Html log = lines.isEmpty()
                ? element("p", "Nobody has decided anything yet.")
                : new Table(
                                "The newest deeds; the log is only ever added to",
                                List.of(
                                        Table.Column.of("When"),
                                        Table.Column.of("Who"),
                                        Table.Column.of("What"),
                                        Table.Column.of("Record"),
                                        Table.Column.number("Records"),
                                        Table.Column.of("Reason or detail")),
                                lines.stream().map(AuditPage::row).toList())
                        .html();
        return Frame.page("Audit log", List.of(log), now);
    }

    private static List<Html> row(AuditLog.Line line) {
        Long entry = line.entryId();
        return List.of(
                Frame.time(line.at()),
                Frame.foreign(line.who()),
                text(line.action()),
                entry == null ? text("–") : link("/entries/" + entry, Long.toString(entry)),
                Frame.number(line.entries()),
                Frame.foreign(line.detail()));
    }
}
