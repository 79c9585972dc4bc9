package dev.afterimage.reconciler.page;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.sequence;
import static dev.afterimage.support.page.Html.text;
import static dev.afterimage.support.page.Html.word;

import dev.afterimage.reconciler.watch.Standing;
import dev.afterimage.reconciler.watch.judge.Level;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.Sign;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Table;
import dev.afterimage.support.page.Table.Column;
import dev.afterimage.support.page.Tone;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The pipeline's vital signs as a table: each that ails in a row of its own, many that are well in one row. Pure. */
final class VitalSigns {
    /** Rows that a page shows; those that ail come first. */
    private static final int SHOWN = 100;
    /** Subjects of one sign that are well and still have rows of their own. */
    private static final int FEW = 3;

    private VitalSigns() {}

    /** @param standings the worst first */
    static Html of(List<Standing> standings) {
        if (standings.isEmpty()) {
            return element("p", "Vital signs: none is watched, or none has been read yet.");
        }
        Map<Sign, List<Standing>> well = new EnumMap<>(Sign.class);
        List<List<Html>> rows = new ArrayList<>();
        for (Standing standing : standings) {
            if (standing.reading().level() == Level.OK) {
                well.computeIfAbsent(standing.reading().sign(), absent -> new ArrayList<>())
                        .add(standing);
            } else if (rows.size() < SHOWN) {
                rows.add(row(standing));
            }
        }
        well.forEach((sign, some) -> {
            if (some.size() <= FEW) {
                some.forEach(standing -> rows.add(row(standing)));
            } else {
                rows.add(together(sign, some));
            }
        });
        return sequence(List.of(
                new Table(
                                "Vital signs",
                                List.of(
                                        Column.of("Sign"),
                                        Column.of("Of"),
                                        Column.of("State"),
                                        Column.of("Since"),
                                        Column.of("What is known"),
                                        Column.of("What mends it"),
                                        Column.of("Runbook")),
                                rows)
                        .html(),
                element("p", link("/api/v1/watch", "Every one of them with its figures"))));
    }

    private static List<Html> row(Standing standing) {
        Reading reading = standing.reading();
        return List.of(
                text(reading.sign().word()),
                Frame.foreign(reading.subject()),
                state(reading.level()),
                Frame.time(standing.since()),
                Frame.foreign(reading.what()),
                Frame.foreign(reading.remedy()),
                text(reading.level().alert()));
    }

    private static List<Html> together(Sign sign, List<Standing> some) {
        return List.of(
                text(sign.word()),
                text(some.size() + " of them"),
                state(Level.OK),
                Frame.time(null),
                Frame.foreign(""),
                Frame.foreign(""),
                text(""));
    }

    private static Html state(Level level) {
        Tone tone =
                switch (level) {
                    case OK -> Tone.GOOD;
                    case UNWATCHED -> Tone.QUIET;
                    case UNKNOWN, WARNING -> Tone.WARNING;
                    case CRITICAL -> Tone.BAD;
                };
        return word(
                tone, level == Level.UNWATCHED ? "not watched" : level.name().toLowerCase(Locale.ROOT));
    }
}
