package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.text;
import static dev.afterimage.support.page.Html.word;

import dev.afterimage.dlq.parking.Entry;
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
            link("/audit", "Audit"),
            link("/health/readiness", "Health"),
            link("/prometheus", "Metrics"),
            link("/openapi", "API"));

    private static final int LONG = 400;

    private Frame() {}

    static String page(String title, List<Html> sections, Instant made) {
        return new Page(SERVICE, title, LINKS, sections, made).render();
    }

    /** A page that one script of ours makes livelier; without it, it reads the same. */
    static String lively(String title, List<Html> sections, Instant made) {
        return new Page(SERVICE, title, LINKS, sections, made, Script.HEAD).render();
    }

    /** Text of somebody else, isolated so that its writing direction stays its own; long ones are cut. */
    static Html foreign(@Nullable String text) {
        String shown = orDash(text);
        return element("bdi", shown.length() > LONG ? shown.substring(0, LONG) + "…" : shown);
    }

    /** A warning that stands out. */
    static Html warning(String text) {
        return element("p", word(Tone.WARNING, "Mind: "), text(text)).with("class", "warn");
    }

    /** One number with what it counts. */
    static Html figure(String name, long number) {
        return figure(name, number(number));
    }

    static Html figure(String name, Html value) {
        return element("div", element("dt", name), element("dd", value));
    }

    static Html figures(Html... figures) {
        return element("dl", figures).with("class", "figures");
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
        return text(grouped(number));
    }

    /** With marks between thousands. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A short word of ours that is not broken into lines. */
    static Html whole(String word) {
        return element("span", word).with("class", "word");
    }

    /** An entry by where it failed. */
    static String name(Entry entry) {
        return entry.topic() + "-" + entry.partition() + "@" + entry.offset();
    }

    /** How long ago, with the time itself for who points at it. */
    static Html ago(@Nullable Instant time, Instant now) {
        return time == null
                ? text("–")
                : element("time", age(time, now) + " ago")
                        .with("datetime", time.toString())
                        .with("title", time.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    static Html time(@Nullable Instant time) {
        return time == null
                ? text("")
                : element("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
                        .with("datetime", time.toString());
    }

    static String age(Instant since, Instant now) {
        return length(Duration.between(since, now));
    }

    /** A length of time in its largest unit. */
    static String length(Duration length) {
        if (length.toDays() > 1) {
            return length.toDays() + " days";
        }
        if (length.toHours() > 1) {
            return length.toHours() + " hours";
        }
        return length.toMinutes() > 1 ? length.toMinutes() + " minutes" : Math.max(0, length.toSeconds()) + " seconds";
    }

    static String orDash(@Nullable String text) {
        return text == null || text.isEmpty() ? "–" : text;
    }

    static String parameter(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
