package dev.afterimage.reconciler.page;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.text;
import static dev.afterimage.support.page.Html.word;

import dev.afterimage.reconciler.watch.Standing;
import dev.afterimage.reconciler.watch.judge.Level;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Table;
import dev.afterimage.support.page.Table.Column;
import dev.afterimage.support.page.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The pipeline's vital signs as a table. Pure. */
final class VitalSigns {
    /** Rows that a page shows; those that ail come first. */
    private static final int SHOWN = 100;

    private VitalSigns() {}

    /** @param standings the worst first */
    static Html of(List<Standing> standings) {
        if (standings.isEmpty()) {
            return element("p", "Vital signs: none is watched, or none has been read yet.");
        }
        List<List<Html>> rows = new ArrayList<>();
        for (Standing standing : standings.stream().limit(SHOWN).toList()) {
            Reading reading = standing.reading();
            rows.add(List.of(
                    text(reading.sign().word()),
                    Frame.foreign(reading.subject()),
                    word(tone(reading.level()), reading.level().name().toLowerCase(Locale.ROOT)),
                    Frame.time(standing.since()),
                    Frame.foreign(reading.what()),
                    Frame.foreign(reading.remedy())));
        }
        String shown = standings.size() > SHOWN ? " (" + SHOWN + " of " + standings.size() + " are shown)" : "";
        return new Table(
                        "Vital signs" + shown,
                        List.of(
                                Column.of("Sign"),
                                Column.of("Of"),
                                Column.of("State"),
                                Column.of("Since"),
                                Column.of("What is known"),
                                Column.of("What mends it")),
                        rows)
                .html();
    }

    private static Tone tone(Level level) {
        return switch (level) {
            case OK -> Tone.GOOD;
            case UNWATCHED -> Tone.QUIET;
            case UNKNOWN -> Tone.WARNING;
            case WARNING -> Tone.WARNING;
            case CRITICAL -> Tone.BAD;
        };
    }
}
