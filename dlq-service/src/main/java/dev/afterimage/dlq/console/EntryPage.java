package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.text;

import dev.afterimage.dlq.api.BytesView;
import dev.afterimage.dlq.api.DecodedView;
import dev.afterimage.dlq.api.PayloadReader;
import dev.afterimage.dlq.parking.Entries;
import dev.afterimage.dlq.parking.Entry;
import dev.afterimage.dlq.parking.HistoryLine;
import dev.afterimage.dlq.parking.Payload;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record: what it is, why it failed, what was tried, and its bytes as text, whatever they are. */
final class EntryPage {
    private EntryPage() {}

    static String render(Entries.Whole whole, PayloadReader reader, Instant now) {
        Entry entry = whole.entry();
        List<Html> sections = new ArrayList<>();
        sections.add(element(
                "p",
                Frame.state(entry.state(), entry.resolution()),
                text(" · " + entry.category() + " · "),
                link("/causes/" + entry.fingerprint(), "all of this cause")));
        sections.add(facts(entry));
        if (!entry.state().equals("resolved") && !entry.state().equals("sent")) {
            sections.add(element("section", Forms.redrive(entry.id()), Forms.discard(entry.id()))
                    .with("class", "actions"));
        }
        if (!whole.history().isEmpty()) {
            sections.add(history(whole.history()));
        }
        Payload payload = whole.original();
        if (payload == null) {
            sections.add(element("p", "The bytes of this record were destroyed."));
        } else {
            DecodedView decoded = reader.decode(entry, payload.key(), payload.value());
            if (decoded != null) {
                sections.add(element("h2", "Event: " + decoded.operation()));
                sections.add(json("Key", decoded.key(), reader));
                sections.add(json("Before", decoded.before(), reader));
                sections.add(json("After", decoded.after(), reader));
            }
            sections.add(bytes("Raw key", reader.show(payload.key())));
            sections.add(bytes("Raw value", reader.show(payload.value())));
            sections.add(headers(payload, reader));
        }
        if (whole.stacktrace() != null) {
            sections.add(element("h2", "Stack"));
            sections.add(block(whole.stacktrace()));
        }
        return Frame.page(entry.topic() + "-" + entry.partition() + "@" + entry.offset(), sections, now);
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
        fact(rows, "Sent again", entry.retryCount() + " times");
        fact(rows, "Next time", entry.nextRetryAt() == null ? null : entry.nextRetryAt().toString());
        fact(rows, "Id", Long.toString(entry.id()));
        return new Table("What is known", List.of(Table.Column.of("What"), Table.Column.of("Value")), rows).html();
    }

    private static void fact(List<List<Html>> rows, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            rows.add(List.of(text(name), text(value)));
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
                                        text(
                                                line.category() == null
                                                        ? Frame.orDash(line.reason())
                                                        : line.category() + ": " + Frame.orDash(line.reason()))))
                                .toList())
                .html();
    }

    private static Html headers(Payload payload, PayloadReader reader) {
        return new Table(
                        "Headers",
                        List.of(Table.Column.of("Name"), Table.Column.of("Value")),
                        payload.headers().stream()
                                .map(header -> List.of(text(header.name()), inline(reader.show(header.value()))))
                                .toList())
                .html();
    }

    private static Html json(String title, @Nullable Object value, PayloadReader reader) {
        return value == null
                ? text("")
                : Html.sequence(List.of(element("h3", title), block(reader.pretty(value))));
    }

    private static Html bytes(String title, @Nullable BytesView bytes) {
        if (bytes == null) {
            return element("p", title + ": null");
        }
        String how = bytes.size() + " bytes" + (bytes.text() == null ? ", no UTF-8: Base64" : "")
                + (bytes.cut() ? ", the beginning" : "");
        return Html.sequence(List.of(element("h3", title + " (" + how + ")"), block(shown(bytes))));
    }

    private static Html inline(@Nullable BytesView bytes) {
        return bytes == null ? text("null") : element("bdi", shown(bytes));
    }

    private static String shown(BytesView bytes) {
        String text = bytes.text() == null ? bytes.base64() : bytes.text();
        return text == null ? "" : text;
    }

    /** Text as it is: in a box that scrolls, and isolated, so that its writing direction stays its own. */
    private static Html block(String text) {
        return element("pre", element("bdi", text)).with("tabindex", "0").with("class", "scroll");
    }
}
