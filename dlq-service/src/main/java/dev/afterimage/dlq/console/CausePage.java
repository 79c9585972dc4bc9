package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.text;

import dev.afterimage.dlq.parking.CauseFigures;
import dev.afterimage.dlq.parking.Entry;
import dev.afterimage.dlq.redrive.Road;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One cause: what failed, since when, where its records stand, and the way to release them. Pure. */
final class CausePage {
    private CausePage() {}

    /** @param newest records of the cause in any state, one or more */
    static String render(List<Entry> newest, CauseFigures figures, Road road, Instant now) {
        Entry sample = newest.getFirst();
        List<Html> sections = new ArrayList<>();
        sections.add(element(
                "p", Frame.foreign(sample.errorMessage() == null ? sample.errorClass() : sample.errorMessage())));
        sections.add(Frame.figures(
                Frame.figure("can be sent again", figures.sendable()),
                Frame.figure("first failed", Frame.ago(figures.first(), now)),
                Frame.figure("last failed", Frame.ago(figures.last(), now)),
                Frame.figure("by hour, one day", Sparkline.of(figures.hours()))));
        sections.add(element(
                "p",
                text("Topic "),
                Frame.foreign(sample.topic()),
                text(", consumer group "),
                Frame.foreign(sample.group()),
                text(". Look at "),
                link("/entries/" + sample.id(), "the newest record"),
                text(" before you send anything again: mend the cause first.")));
        sections.add(standings(sample.fingerprint(), figures.standings()));
        sections.add(element("h2", "Release"));
        sections.add(release(sample.fingerprint(), figures.sendable(), road));
        sections.add(EntryTable.of("Its newest records", newest));
        sections.add(
                element("p", link("/entries?fingerprint=" + sample.fingerprint(), "All its records, to be filtered")));
        return Frame.page(sample.category() + " in " + sample.topic(), sections, now);
    }

    private static Html release(String fingerprint, long records, Road road) {
        if (records == 0) {
            return element("p", "None of its records can be sent again now.");
        }
        String how = String.format(
                Locale.ROOT,
                "%,d records can be sent again: first one, then ten, then the rest at the rate below; it stops by itself when they fail again.",
                records);
        Html form = Html.sequence(List.of(element("p", how), Forms.dryRun(FilterForm.openOf(fingerprint))));
        return switch (road) {
            case Road.Ours ours -> form;
            case Road.Foreign foreign -> Html.sequence(List.of(Frame.warning(Road.warning()), form));
            case Road.None(String why) -> Frame.warning("its records cannot be sent again: " + why + ".");
        };
    }

    private static Html standings(String fingerprint, List<CauseFigures.Standing> standings) {
        return new Table(
                        "Where its records stand",
                        List.of(Table.Column.of("State"), Table.Column.number("Records"), Table.Column.of("Look")),
                        standings.stream()
                                .map(standing -> List.of(
                                        Frame.state(standing.state(), standing.resolution()),
                                        Frame.number(standing.count()),
                                        link(
                                                "/entries?fingerprint=" + fingerprint + "&state="
                                                        + Frame.parameter(standing.state()),
                                                "list")))
                                .toList())
                .html();
    }
}
