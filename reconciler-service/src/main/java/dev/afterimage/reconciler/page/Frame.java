package dev.afterimage.reconciler.page;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.text;
import static dev.afterimage.support.page.Html.word;

import dev.afterimage.reconciler.history.RunState;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Page;
import dev.afterimage.support.page.Tone;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What all pages have in common. Pure. */
final class Frame {
    private static final String SERVICE = "Afterimage reconciler";
    private static final List<Html> LINKS = List.of(
            link("/", "Tables"),
            link("/runs", "Runs"),
            link("/health/readiness", "Health"),
            link("/prometheus", "Metrics"),
            link("/openapi", "API"));

    private Frame() {}

    static String page(String title, List<Html> sections) {
        return new Page(SERVICE, title, LINKS, sections, Instant.now()).render();
    }

    static Html state(RunState state) {
        return switch (state) {
            case EQUAL -> word(Tone.GOOD, "equal");
            case DIFFERENT -> word(Tone.BAD, "different");
            case INCONCLUSIVE -> word(Tone.WARNING, "inconclusive");
            case FAILED -> word(Tone.BAD, "failed");
            case WAITING -> word(Tone.QUIET, "waiting");
            case RUNNING -> word(Tone.QUIET, "running");
        };
    }

    /** Text of somebody else, isolated so that its writing direction stays its own. */
    static Html foreign(@Nullable String text) {
        return element("bdi", text == null || text.isEmpty() ? "–" : text);
    }

    static Html number(@Nullable Long number) {
        return text(number == null ? "–" : String.format(Locale.ROOT, "%,d", number));
    }

    static Html time(@Nullable Instant time) {
        return time == null
                ? text("–")
                : element("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
                        .with("datetime", time.toString());
    }
}
