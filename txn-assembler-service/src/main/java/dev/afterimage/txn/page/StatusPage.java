package dev.afterimage.txn.page;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.text;
import static dev.afterimage.support.page.Html.word;

import dev.afterimage.support.page.ConditionsSection;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Page;
import dev.afterimage.support.page.Table;
import dev.afterimage.support.page.Tone;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.txn.query.TraceView;
import dev.afterimage.txn.query.TransactionView;
import dev.afterimage.txn.query.TransactionsView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes what a person must know at 3 a.m.: what ails, which transactions wait and for what, and which were given up. Pure. */
final class StatusPage {
    private static final List<Html> LINKS = List.of(
            link("/", "Transactions"),
            link("/health/readiness", "Health"),
            link("/prometheus", "Metrics"),
            link("/openapi", "API"));

    private StatusPage() {}

    static String overview(
            TransactionsView open,
            TransactionsView incomplete,
            TransactionsView complete,
            List<Condition> conditions,
            Instant now) {
        List<Html> sections = new ArrayList<>();
        boolean ailing = conditions.stream().anyMatch(condition -> condition instanceof Condition.Ailing);
        boolean well = !ailing && incomplete.items().isEmpty();
        sections.add(element(
                "p",
                well ? word(Tone.GOOD, "All is well") : word(Tone.BAD, "Attention"),
                text(": " + open.items().size() + " transactions shown as open, "
                        + incomplete.items().size() + " given up lately.")));
        if (!open.unanswered().isEmpty()) {
            sections.add(element(
                    "p",
                    word(Tone.WARNING, "Not all are shown"),
                    text(": no answer from " + String.join(", ", open.unanswered()))));
        }
        sections.add(table("Given up lately", incomplete, now));
        sections.add(table("Open, oldest first", open, now));
        sections.add(table("Left whole lately", complete, now));
        sections.add(ConditionsSection.of(conditions));
        return new Page("Afterimage transaction assembler", "Transactions", LINKS, sections, now).render();
    }

    static String one(TraceView trace, Instant now) {
        TransactionView one = trace.transaction();
        List<Html> sections = new ArrayList<>();
        sections.add(element(
                "p",
                word(one.state().equals("incomplete") ? Tone.BAD : Tone.QUIET, one.state()),
                text(": " + one.progress() + " events, committed " + one.committedAt()
                        + (waitsFor(one).isEmpty() ? "" : "; " + waitsFor(one)))));
        sections.add(Timeline.of(trace));
        return new Page("Afterimage transaction assembler", one.source() + "/" + one.id(), LINKS, sections, now)
                .render();
    }

    private static String path(TransactionView one) {
        return "/transactions/" + segment(one.source()) + "/" + segment(one.id());
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Html table(String caption, TransactionsView transactions, Instant now) {
        return new Table(
                        caption,
                        List.of(
                                Table.Column.of("Transaction"),
                                Table.Column.of("State"),
                                Table.Column.number("Events"),
                                Table.Column.of("Waits for"),
                                Table.Column.of("Committed"),
                                Table.Column.number("Age, seconds")),
                        transactions.items().stream().map(one -> row(one, now)).toList())
                .html();
    }

    private static List<Html> row(TransactionView one, Instant now) {
        Instant since = one.firstSeenAt() == null ? one.lastSeenAt() : one.firstSeenAt();
        return List.of(
                link(path(one), one.source() + "/" + one.id()),
                word(one.state().equals("incomplete") ? Tone.BAD : Tone.QUIET, one.state()),
                text(one.progress()),
                text(waitsFor(one)),
                text(one.committedAt().toString()),
                text(Long.toString(Math.max(0, Duration.between(since, now).toSeconds()))));
    }

    private static String waitsFor(TransactionView one) {
        if (one.cause() != null) {
            return one.cause();
        }
        if (one.state().equals("open") && !one.ended()) {
            return "its END";
        }
        return one.missing().isEmpty() ? "" : one.missing().toString();
    }
}
