package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.text;
import static dev.afterimage.support.page.Html.word;

import dev.afterimage.dlq.decision.Release;
import dev.afterimage.dlq.parking.Entry;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How one release is doing. With the script, its figures renew themselves until it is over; without, the page is loaded again. Pure. */
final class ReleasePage {
    private ReleasePage() {}

    static String render(Release release, List<Entry> records, Instant now) {
        List<Html> sections = new ArrayList<>();
        sections.add(figures(release));
        sections.add(element("section", release.over() ? text("") : Forms.stop(release.id()))
                .with("id", "stop"));
        sections.add(element(
                "p",
                text("Ordered by "),
                Frame.foreign(release.createdBy()),
                text(" at "),
                Frame.time(release.createdAt()),
                text(", at " + release.rate() + " records a second, of "),
                Frame.foreign(release.filter()),
                text(".")));
        sections.add(records(release, records));
        String title = "Release " + release.id();
        return release.over() ? Frame.page(title, sections, now) : Frame.lively(title, sections, now);
    }

    /** The figures alone; when the release is over, also what else of the page changes then. */
    static String progress(Release release, List<Entry> records) {
        StringBuilder out = new StringBuilder(1024);
        figures(release).writeTo(out);
        if (release.over()) {
            element("section").with("id", "stop").with("hx-swap-oob", "true").writeTo(out);
            records(release, records).with("hx-swap-oob", "true").writeTo(out);
        }
        return out.toString();
    }

    private static Html figures(Release release) {
        long answered = release.home() + release.failed();
        Html.Element section = element(
                        "section",
                        element("p", word(tone(release), stage(release.stage())), text(" "), reason(release))
                                .with("role", "status"),
                        element("progress", text(answered + " of " + release.total()))
                                .with("max", Long.toString(Math.max(1, release.total())))
                                .with("value", Long.toString(answered))
                                .with("aria-label", "Records with an outcome"),
                        Frame.figures(
                                Frame.figure("meant", release.total()),
                                Frame.figure("came home", release.home()),
                                Frame.figure("failed again", release.failed()),
                                Frame.figure("sent, no outcome yet", release.open())))
                .with("id", "progress");
        return release.over()
                ? section
                : section.with("hx-get", "/releases/" + release.id() + "/progress")
                        .with("hx-trigger", "every 2s")
                        .with("hx-swap", "outerHTML");
    }

    private static Html reason(Release release) {
        String reason = release.reason();
        return reason == null ? text("") : element("span", text("("), Frame.foreign(reason), text(")"));
    }

    private static Html.Element records(Release release, List<Entry> records) {
        return element(
                        "section",
                        records.isEmpty()
                                ? element(
                                        "p",
                                        release.over()
                                                ? "No record was sent."
                                                : "Its records are listed here when it is over, or when the page is loaded again.")
                                : EntryTable.of("Its records, those that failed again first", records))
                .with("id", "records");
    }

    static Tone tone(Release release) {
        return switch (release.stage()) {
            case "done" -> release.failed() == 0 ? Tone.GOOD : Tone.WARNING;
            case "stopped" -> Tone.BAD;
            default -> Tone.QUIET;
        };
    }

    static String stage(String stage) {
        return switch (stage) {
            case "canary" -> "The first record is out";
            case "few" -> "The first came home, ten more are out";
            case "rest" -> "The rest is on its way";
            case "done" -> "Done";
            case "stopped" -> "Stopped";
            default -> stage;
        };
    }
}
