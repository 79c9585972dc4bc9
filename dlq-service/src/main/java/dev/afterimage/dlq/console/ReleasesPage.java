package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.word;

import dev.afterimage.dlq.decision.Release;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Table;
import java.time.Instant;
import java.util.List;

/** What was released, the newest first. Pure. */
final class ReleasesPage {
    private ReleasesPage() {}

    static String render(List<Release> newest, Instant now) {
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
                                        Table.Column.of("Ordered"),
                                        Table.Column.of("Filter")),
                                newest.stream()
                                        .map(release -> row(release, now))
                                        .toList())
                        .html();
        return Frame.page("Releases", List.of(table), now);
    }

    private static List<Html> row(Release release, Instant now) {
        return List.of(
                link("/releases/" + release.id(), "Release " + release.id()),
                word(ReleasePage.tone(release), release.stage()),
                Frame.foreign(release.reason()),
                Frame.number(release.total()),
                Frame.number(release.home()),
                Frame.number(release.failed()),
                Frame.number(release.open()),
                element(
                        "div",
                        Frame.ago(release.createdAt(), now),
                        Html.text(" by "),
                        Frame.foreign(release.createdBy())),
                Frame.foreign(release.filter()));
    }
}
