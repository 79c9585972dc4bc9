package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.text;
import static dev.afterimage.support.page.Html.word;

import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Page;
import dev.afterimage.support.page.Tone;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What all pages of the console have in common. Pure. */
final class Frame {
    private static final String SERVICE = "Afterimage dead letters";
    private static final List<Html> LINKS = List.of(
            link("/", "Causes"),
            link("/entries?state=open", "Entries"),
            link("/releases", "Releases"),
            link("/health/readiness", "Health"),
            link("/prometheus", "Metrics"),
            link("/openapi", "API"));

    private Frame() {}

    static String page(String title, List<Html> sections, Instant made) {
        return new Page(SERVICE, title, LINKS, sections, made).render();
    }

    static Html state(String state, @Nullable String resolution) {
        return switch (state) {
            case "attention" -> word(Tone.BAD, "needs a person");
            case "waiting" -> word(Tone.WARNING, "tried again by itself");
            case "behind" -> word(Tone.WARNING, "behind another of its key");
            case "schema" -> word(Tone.WARNING, "waits for its schema");
            case "sent" -> word(Tone.QUIET, "sent, outcome awaited");
            case "resolved" -> word(Tone.GOOD, resolution == null ? "resolved" : resolution);
            default -> text(state);
        };
    }

    static Html number(long number) {
        return text(String.format(Locale.ROOT, "%,d", number));
    }

    static Html time(@Nullable Instant time) {
        return text(time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    static String age(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        if (age.toDays() > 1) {
            return age.toDays() + " days";
        }
        if (age.toHours() > 1) {
            return age.toHours() + " hours";
        }
        return age.toMinutes() > 1 ? age.toMinutes() + " minutes" : Math.max(0, age.toSeconds()) + " seconds";
    }

    static String orDash(@Nullable String text) {
        return text == null || text.isEmpty() ? "–" : text;
    }

    static String parameter(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
