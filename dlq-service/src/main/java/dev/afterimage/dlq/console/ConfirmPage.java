package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.text;
import static dev.afterimage.support.page.Html.word;

import dev.afterimage.dlq.decision.DryRun;
import dev.afterimage.dlq.parking.EntryFilter;
import dev.afterimage.dlq.redrive.Road;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Table;
import dev.afterimage.support.page.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a release would do, and the button that does it. Pure. */
final class ConfirmPage {
    private static final int USUAL = 100;
    private static final int MOST = 10_000;

    private ConfirmPage() {}

    /** Records a second. */
    static int rate(@Nullable String text) {
        try {
            int rate = text == null || text.isBlank() ? USUAL : Integer.parseInt(text.strip());
            if (rate >= 1 && rate <= MOST) {
                return rate;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the rate is a number", e);
        }
        throw new IllegalArgumentException("the rate is 1 to " + MOST + " a second");
    }

    static void refuseUnbounded(EntryFilter filter) {
        if (filter.unbounded()) {
            throw new IllegalArgumentException(
                    "name at least one of topic, group, category, fingerprint and key, since everything at once has no one cause");
        }
    }

    static String render(FilterForm form, int rate, DryRun run, Instant now) {
        List<Html> sections = new ArrayList<>();
        Html back = element("p", link("/entries" + form.query(), "No: back to these records"));
        if (run.total() == 0) {
            sections.add(element("p", "No open record is meant by this, so that nothing can be sent again."));
            sections.add(back);
            return Frame.page("Nothing to release", sections, now);
        }
        sections.add(element("p", text("Meant are the open records of "), Frame.foreign(form.words()), text(".")));
        sections.add(parts(run));
        if (run.foreign()) {
            sections.add(Frame.warning(Road.warning()));
        }
        if (run.sendable() < run.total()) {
            sections.add(Frame.warning(String.format(
                    Locale.ROOT,
                    "%,d of them have no road and will stay parked; the table says what mends it.",
                    run.total() - run.sendable())));
        }
        if (run.sendable() > 0) {
            sections.add(element("p", course(run.total(), rate)));
            sections.add(Forms.release(form, rate, run.total()));
        }
        sections.add(back);
        return Frame.page(String.format(Locale.ROOT, "Release %,d records?", run.total()), sections, now);
    }

    private static Html parts(DryRun run) {
        return new Table(
                        "Dry run: what would be sent, nothing has been",
                        List.of(
                                Table.Column.of("Consumer group"),
                                Table.Column.of("Goes to"),
                                Table.Column.of("Its answer"),
                                Table.Column.number("Records"),
                                Table.Column.number("Need a person")),
                        run.parts().stream()
                                .map(part -> List.of(
                                        Frame.foreign(part.group()),
                                        topic(part.road()),
                                        answer(part.road()),
                                        Frame.number(part.count()),
                                        Frame.number(part.attention())))
                                .toList())
                .html();
    }

    private static Html topic(Road road) {
        return switch (road) {
            case Road.Ours(String topic) -> Frame.foreign(topic);
            case Road.Foreign(String topic) -> Frame.foreign(topic);
            case Road.None none -> text("–");
        };
    }

    private static Html answer(Road road) {
        return switch (road) {
            case Road.Ours ours -> word(Tone.GOOD, "is recorded");
            case Road.Foreign foreign -> word(Tone.WARNING, "does not come");
            case Road.None(String why) -> Html.sequence(List.of(word(Tone.BAD, "no road: "), Frame.foreign(why)));
        };
    }

    private static String course(long records, int rate) {
        Duration least = Duration.ofSeconds(Math.ceilDiv(records, rate));
        return String.format(
                Locale.ROOT,
                "One record goes first, then ten, then the rest at %,d a second: %s at least, once the first ones came home."
                        + " It stops by itself when one of the first eleven fails again, or later more than one in twenty."
                        + " Records of one key keep their order.",
                rate,
                Frame.length(least));
    }
}
