package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.text;

import dev.afterimage.dlq.parking.Entry;
import dev.afterimage.support.page.Html;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of a filter, page by page. Pure. */
final class EntriesPage {
    static final int ROWS = 100;

    private EntriesPage() {}

    /** @param found one more than a page holds, where there is one */
    static String render(FilterForm form, @Nullable Long before, List<Entry> found, Instant now) {
        List<Entry> rows = found.subList(0, Math.min(ROWS, found.size()));
        List<Html> sections = new ArrayList<>();
        sections.add(form.html());
        sections.add(EntryTable.of("Records, the newest first", rows));
        List<Html> ways = new ArrayList<>();
        if (before != null) {
            ways.add(element("li", link("/entries" + form.query(), "Newest records")));
        }
        if (found.size() > ROWS) {
            String query = form.query();
            String mark = query.length() > 1 ? "&" : "";
            ways.add(element(
                    "li",
                    link("/entries" + query + mark + "before=" + rows.getLast().id(), "Older records")
                            .with("rel", "next")));
        }
        if (!ways.isEmpty()) {
            sections.add(element("nav", element("ul", Html.sequence(ways))).with("aria-label", "Pages of this list"));
        }
        if (!rows.isEmpty() && !form.filter().unbounded()) {
            sections.add(element("h2", "Release what this filter means"));
            sections.add(element(
                    "p",
                    text("The open records of "),
                    Frame.foreign(form.words()),
                    text(". Nothing is sent before you said so.")));
            sections.add(Forms.dryRun(form));
        }
        return Frame.page("Entries", sections, now);
    }
}
