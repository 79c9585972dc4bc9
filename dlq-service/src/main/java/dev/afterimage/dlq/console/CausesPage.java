package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.text;
import static dev.afterimage.support.page.Html.word;

import dev.afterimage.dlq.parking.CauseGroup;
import dev.afterimage.dlq.parking.Depth;
import dev.afterimage.support.page.ConditionsSection;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Table;
import dev.afterimage.support.page.Tone;
import dev.afterimage.support.vital.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The first page: what failed, by cause, the largest first. Pure. */
final class CausesPage {
    private CausesPage() {}

    static String render(Board.Figures figures, List<Condition> conditions) {
        Instant now = figures.at();
        List<Html> sections = new ArrayList<>();
        sections.add(headline(figures.depths(), now));
        conditions.forEach(condition -> {
            if (condition instanceof Condition.Ailing ailing) {
                sections.add(element(
                                "section",
                                element("h2", ailing.name()),
                                element("p", ailing.why()),
                                element("p", element("strong", "What mends it: "), text(ailing.remedy())))
                        .with("class", "alarm"));
            }
        });
        if (!figures.causes().isEmpty()) {
            sections.add(causes(figures.causes(), now));
            sections.add(depths(figures.depths()));
        }
        sections.add(conditions(conditions));
        return Frame.page("Causes", sections, now);
    }

    private static Html headline(List<Depth> depths, Instant now) {
        long open = depths.stream().mapToLong(Depth::count).sum();
        long attention = depths.stream()
                .filter(depth -> depth.state().equals("attention"))
                .mapToLong(Depth::count)
                .sum();
        if (open == 0) {
            return element("p", word(Tone.GOOD, "Nothing is parked"), text(": every record came home."));
        }
        Instant oldest =
                depths.stream().map(Depth::oldest).min(Instant::compareTo).orElse(now);
        return element(
                "p",
                attention > 0 ? word(Tone.BAD, "Attention") : word(Tone.WARNING, "Waiting"),
                text(String.format(
                        Locale.ROOT,
                        ": %,d records are parked, %,d of them need a person; the oldest failed %s ago.",
                        open,
                        attention,
                        Frame.age(oldest, now))));
    }

    /** What ails stands above; that the rest is well is for who asks. */
    private static Html conditions(List<Condition> conditions) {
        long ailing = conditions.stream()
                .filter(condition -> condition instanceof Condition.Ailing)
                .count();
        return element(
                "details",
                element(
                        "summary",
                        ailing == 0
                                ? "All " + conditions.size() + " conditions of the service are well"
                                : ailing + " of " + conditions.size() + " conditions of the service ail"),
                ConditionsSection.of(conditions));
    }

    private static Html causes(List<CauseGroup> causes, Instant now) {
        return new Table(
                        "Open records by cause, the largest first",
                        List.of(
                                Table.Column.of("Cause"),
                                Table.Column.of("Where"),
                                Table.Column.number("Records"),
                                Table.Column.number("Need a person"),
                                Table.Column.of("By hour, one day"),
                                Table.Column.of("First"),
                                Table.Column.of("Last"),
                                Table.Column.of("Sample")),
                        causes.stream().map(cause -> row(cause, now)).toList())
                .html();
    }

    private static List<Html> row(CauseGroup cause, Instant now) {
        String message = cause.errorMessage() == null ? cause.errorClass() : cause.errorMessage();
        return List.of(
                element(
                        "div",
                        link("/causes/" + cause.fingerprint(), cause.category()),
                        element("p", Frame.foreign(message)).with("class", "quiet")),
                element(
                        "div",
                        Frame.foreign(cause.topic()),
                        element("p", Frame.foreign(cause.group())).with("class", "quiet")),
                link("/entries?state=open&fingerprint=" + cause.fingerprint(), Frame.grouped(cause.count())),
                Frame.number(cause.attention()),
                element(
                        "div",
                        Sparkline.of(cause.hours()),
                        element("p", Frame.grouped(cause.lastHour()) + " in the last hour")
                                .with("class", "quiet")),
                Frame.ago(cause.first(), now),
                Frame.ago(cause.last(), now),
                link("/entries/" + cause.sampleId(), "newest"));
    }

    private static Html depths(List<Depth> depths) {
        return new Table(
                        "Open records by state and category",
                        List.of(
                                Table.Column.of("State"),
                                Table.Column.of("Category"),
                                Table.Column.number("Records"),
                                Table.Column.of("Oldest failure"),
                                Table.Column.of("Look")),
                        depths.stream()
                                .map(depth -> List.of(
                                        Frame.state(depth.state(), null),
                                        text(depth.category()),
                                        Frame.number(depth.count()),
                                        Frame.time(depth.oldest()),
                                        link(
                                                "/entries?state=" + Frame.parameter(depth.state()) + "&category="
                                                        + Frame.parameter(depth.category()),
                                                "list")))
                                .toList())
                .html();
    }
}
