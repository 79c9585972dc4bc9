package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.text;

import dev.afterimage.dlq.api.PayloadReader;
import dev.afterimage.dlq.parking.Entries;
import dev.afterimage.dlq.parking.Entry;
import dev.afterimage.dlq.parking.HistoryLine;
import dev.afterimage.dlq.parking.Payload;
import dev.afterimage.dlq.redrive.Road;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record: what it is, why it failed, what was tried, what can be done, and its bytes as text, whatever they are. */
record EntryPage(Entries.Whole whole, Road road, PayloadReader reader) {
    String render(Instant now) {
        Entry entry = whole.entry();
        List<Html> sections = new ArrayList<>();
        sections.add(element(
                "p",
                Frame.state(entry.state(), entry.resolution()),
                text(" · " + entry.category() + " · "),
                link("/causes/" + entry.fingerprint(), "all of this cause")));
        sections.add(facts(entry));
        Payload payload = whole.original();
        if (!entry.state().equals("resolved") && !entry.state().equals("sent")) {
            sections.add(decide(entry, payload));
        }
        if (!whole.history().isEmpty()) {
            sections.add(history(whole.history()));
        }
        if (payload == null) {
            sections.add(element("p", "The data of this record was erased: only where and when it failed is kept.")
                    .with("class", "warn"));
        } else {
            if (!whole.edits().isEmpty()) {
                sections.add(Corrections.of(payload.value(), whole.edits(), reader));
            }
            sections.add(PayloadSection.of(entry, payload, reader));
        }
        String stack = whole.stacktrace();
        if (stack != null) {
            sections.add(element("details", element("summary", "Stack"), PayloadSection.block(stack)));
        }
        return Frame.page(Frame.name(entry), sections, now);
    }

    private Html decide(Entry entry, @Nullable Payload payload) {
        List<Html> parts = new ArrayList<>();
        parts.add(element("h2", "What can be done"));
        switch (road) {
            case Road.Ours(String topic) ->
                parts.add(element("p", text("Sent again, it goes to "), Frame.foreign(topic), text(".")));
            case Road.Foreign(String topic) -> {
                parts.add(element("p", text("Sent again, it goes to "), Frame.foreign(topic), text(".")));
                parts.add(Frame.warning(Road.warning()));
            }
            case Road.None(String why) -> parts.add(Frame.warning("it cannot be sent again: " + why + "."));
        }
        List<Html> forms = new ArrayList<>();
        if (!(road instanceof Road.None)) {
            forms.add(Forms.redrive(entry.id()));
        }
        forms.add(Forms.discard(entry.id()));
        parts.add(element("div", Html.sequence(forms)).with("class", "actions"));
        if (payload != null) {
            parts.add(correct(entry, payload));
        }
        return element("section", Html.sequence(parts));
    }

    private Html correct(Entry entry, Payload payload) {
        byte[] now = whole.edits().isEmpty()
                ? payload.value()
                : whole.edits().getLast().value();
        String text = reader.editable(now);
        return element(
                "details",
                element("summary", "Correct the value"),
                text == null
                        ? element(
                                "p",
                                "This value cannot be corrected here: it is no plain text, larger than 64 KiB, or holds masked members."
                                        + " The API takes a corrected value in Base64.")
                        : Html.sequence(List.of(
                                element(
                                        "p",
                                        "The original stays as it came; the last corrected value is what is sent from then on."),
                                Forms.edit(entry.id(), text))));
    }

    private static Html facts(Entry entry) {
        List<List<Html>> rows = new ArrayList<>();
        fact(rows, "What failed", entry.errorMessage());
        fact(rows, "Exception", entry.errorClass());
        fact(rows, "Stage", entry.stage());
        fact(rows, "Consumer group", entry.group());
        fact(rows, "Written by", entry.dialect());
        fact(rows, "Failed at", entry.failedAt().toString());
        fact(rows, "Parked at", entry.parkedAt().toString());
        fact(rows, "Times sent again", Integer.toString(entry.retryCount()));
        fact(
                rows,
                "Next time",
                entry.nextRetryAt() == null ? null : entry.nextRetryAt().toString());
        rows.add(List.of(text("Id"), text(Long.toString(entry.id()))));
        Long release = entry.releaseId();
        if (release != null) {
            rows.add(List.of(text("Release"), link("/releases/" + release, Long.toString(release))));
        }
        return new Table("What is known", List.of(Table.Column.of("What"), Table.Column.of("Value")), rows).html();
    }

    private static void fact(List<List<Html>> rows, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            rows.add(List.of(text(name), element("bdi", value)));
        }
    }

    private static Html history(List<HistoryLine> lines) {
        return new Table(
                        "History, the newest first",
                        List.of(
                                Table.Column.number("Attempt"),
                                Table.Column.of("Sent"),
                                Table.Column.of("Answered"),
                                Table.Column.of("Outcome"),
                                Table.Column.of("Reason")),
                        lines.stream()
                                .map(line -> List.of(
                                        Frame.number(line.number()),
                                        Frame.time(line.sentAt()),
                                        Frame.time(line.at()),
                                        text(line.event()),
                                        Frame.foreign(
                                                line.category() == null
                                                        ? line.reason()
                                                        : line.category() + ": " + Frame.orDash(line.reason()))))
                                .toList())
                .html();
    }
}
