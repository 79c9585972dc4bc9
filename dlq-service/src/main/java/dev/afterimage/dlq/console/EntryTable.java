package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;

import dev.afterimage.dlq.parking.Entry;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Table;
import java.util.List;

/** Entries as a table. Pure. */
final class EntryTable {
    private EntryTable() {}

    static Html of(String caption, List<Entry> entries) {
        if (entries.isEmpty()) {
            return element("p", "No record is meant by this.");
        }
        return new Table(
                        caption,
                        List.of(
                                Table.Column.of("Record"),
                                Table.Column.of("State"),
                                Table.Column.of("Category"),
                                Table.Column.of("What failed"),
                                Table.Column.of("Failed at"),
                                Table.Column.number("Sent again"),
                                Table.Column.of("Next")),
                        entries.stream().map(EntryTable::row).toList())
                .html();
    }

    private static List<Html> row(Entry entry) {
        return List.of(
                element("bdi", link("/entries/" + entry.id(), Frame.name(entry))),
                Frame.state(entry.state(), entry.resolution()),
                Frame.whole(entry.category()),
                Frame.foreign(entry.errorMessage()),
                Frame.time(entry.failedAt()),
                Frame.number(entry.retryCount()),
                Frame.time(entry.nextRetryAt()));
    }
}
