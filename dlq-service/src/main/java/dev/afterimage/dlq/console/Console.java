package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.text;

import dev.afterimage.dlq.api.Asked;
import dev.afterimage.dlq.api.PayloadReader;
import dev.afterimage.dlq.decision.Release;
import dev.afterimage.dlq.decision.Releases;
import dev.afterimage.dlq.parking.Entries;
import dev.afterimage.dlq.parking.Entry;
import dev.afterimage.dlq.parking.EntryFilter;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Page;
import dev.afterimage.support.page.Table;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import dev.afterimage.support.vital.Vitals;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Serves the pages for people. */
@Hidden
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
class Console {
    private static final int CAUSES = 100;
    private static final int ENTRIES = 100;
    private static final int RELEASES = 50;

    private final Entries entries;
    private final Releases releases;
    private final PayloadReader reader;
    private final Vitals vitals;

    Console(Entries entries, Releases releases, PayloadReader reader, Vitals vitals) {
        this.entries = entries;
        this.releases = releases;
        this.reader = reader;
        this.vitals = vitals;
    }

    @Get(produces = Page.MEDIA_TYPE)
    String causes() {
        return Asked.of(() -> CausesPage.render(entries.groups(CAUSES), entries.depths(), vitals.all(), Instant.now()));
    }

    @Get(uri = "/causes/{fingerprint}", produces = Page.MEDIA_TYPE)
    String cause(@PathVariable String fingerprint) {
        EntryFilter filter = filter("open", null, fingerprint);
        long records = Asked.of(() -> releases.count(filter));
        List<Html> sections = new ArrayList<>();
        sections.add(element(
                "p",
                text(String.format(Locale.ROOT, "%,d open records of this cause can be sent again", records)
                        + ": first one, then a few, then the rest; it stops by itself when they fail again.")));
        if (records > 0) {
            sections.add(element("section", Forms.release(fingerprint, records)).with("class", "actions"));
        }
        sections.add(EntryTable.of(Asked.of(() -> entries.list(filter, null, ENTRIES))));
        return Frame.page("Cause " + fingerprint, sections, Instant.now());
    }

    @Get(uri = "/entries", produces = Page.MEDIA_TYPE)
    String list(
            @QueryValue @Nullable String state, @QueryValue @Nullable String topic, @QueryValue @Nullable Long before) {
        EntryFilter filter = filter(state, topic, null);
        List<Entry> found = Asked.of(() -> entries.list(filter, before, ENTRIES));
        List<Html> sections = new ArrayList<>();
        sections.add(EntryTable.of(found));
        if (found.size() == ENTRIES) {
            sections.add(element(
                    "p",
                    link(
                            "/entries?before=" + found.getLast().id()
                                    + (state == null ? "" : "&state=" + Frame.parameter(state))
                                    + (topic == null ? "" : "&topic=" + Frame.parameter(topic)),
                            "Older records")));
        }
        return Frame.page("Entries", sections, Instant.now());
    }

    @Get(uri = "/entries/{id}", produces = Page.MEDIA_TYPE)
    String entry(@PathVariable long id) {
        return EntryPage.render(
                Asked.of(() -> entries.whole(id)).orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.NOT_FOUND, "There is no dead letter with this id."))),
                reader,
                Instant.now());
    }

    @Get(uri = "/releases", produces = Page.MEDIA_TYPE)
    String releases() {
        List<Release> newest = Asked.of(() -> releases.newest(RELEASES));
        Html table = newest.isEmpty()
                ? element("p", "Nothing was released yet.")
                : new Table(
                                "Releases, the newest first",
                                List.of(
                                        Table.Column.of("Release"),
                                        Table.Column.of("Stage"),
                                        Table.Column.of("Why"),
                                        Table.Column.number("Records"),
                                        Table.Column.number("Came home"),
                                        Table.Column.number("Failed again"),
                                        Table.Column.number("No outcome yet"),
                                        Table.Column.of("Ordered by"),
                                        Table.Column.of("Filter"),
                                        Table.Column.of("Action")),
                                newest.stream().map(Console::row).toList())
                        .html();
        return Frame.page("Releases", List.of(table), Instant.now());
    }

    private static List<Html> row(Release release) {
        return List.of(
                text(Long.toString(release.id())),
                text(release.stage()),
                text(Frame.orDash(release.reason())),
                Frame.number(release.total()),
                Frame.number(release.home()),
                Frame.number(release.failed()),
                Frame.number(release.open()),
                text(release.createdBy() + " at " + release.createdAt()),
                text(release.filter()),
                release.stage().equals("done") || release.stage().equals("stopped")
                        ? text("")
                        : Forms.stop(release.id()));
    }

    private static EntryFilter filter(
            @Nullable String state, @Nullable String topic, @Nullable String fingerprint) {
        try {
            return new EntryFilter(state, topic, null, null, fingerprint, null, null, null);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(HttpStatus.BAD_REQUEST, e.getMessage() + "."));
        }
    }
}
