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

    static String render(List<CauseGroup> causes, List<Depth> depths, List<Condition> conditions, Instant now) {
        List<Html> sections = new ArrayList<>();
        sections.add(headline(depths, now));
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
        sections.add(causes.isEmpty() ? element("p", "No record waits.") : causes(causes, now));
        sections.add(depths(depths));
        sections.add(ConditionsSection.of(conditions));
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
        Instant oldest = depths.stream().map(Depth::oldest).min(Instant::compareTo).orElse(now);
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

    private static Html causes(List<CauseGroup> causes, Instant now) {
        return new Table(
                        "Open records by cause",
                        List.of(
                                Table.Column.of("Cause"),
                                Table.Column.of("Topic"),
                                Table.Column.of("Consumer group"),
                                Table.Column.number("Records"),
                                Table.Column.number("Last hour"),
                                Table.Column.number("Need a person"),
                                Table.Column.of("First"),
                                Table.Column.of("Last")),
                        causes.stream().map(cause -> row(cause, now)).toList())
                .html();
    }

    private static List<Html> row(CauseGroup cause, Instant now) {
        String message = cause.errorMessage() == null ? Frame.orDash(cause.errorClass()) : cause.errorMessage();
        return List.of(
                element(
                        "div",
                        link("/causes/" + cause.fingerprint(), cause.category()),
                        element("p", message).with("class", "quiet")),
                text(cause.topic()),
                text(Frame.orDash(cause.group())),
                Frame.number(cause.count()),
                Frame.number(cause.lastHour()),
                Frame.number(cause.attention()),
                text(Frame.age(cause.first(), now) + " ago"),
                text(Frame.age(cause.last(), now) + " ago"));
    }

    private static Html depths(List<Depth> depths) {
        return new Table(
                        "Open records by state and category",
                        List.of(
                                Table.Column.of("State"),
                                Table.Column.of("Category"),
                                Table.Column.number("Records"),
                                Table.Column.of("Oldest failure")),
                        depths.stream()
                                .map(depth -> List.of(
                                        Frame.state(depth.state(), null),
                                        text(depth.category()),
                                        Frame.number(depth.count()),
                                        Frame.time(depth.oldest())))
                                .toList())
                .html();
    }
}
