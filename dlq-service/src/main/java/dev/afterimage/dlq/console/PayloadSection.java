package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.text;

import dev.afterimage.dlq.api.BytesView;
import dev.afterimage.dlq.api.DecodedView;
import dev.afterimage.dlq.api.PayloadReader;
import dev.afterimage.dlq.parking.Entry;
import dev.afterimage.dlq.parking.Payload;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A record's bytes for people: as an event where they are one, as text where they are text, else in Base64; bounded and masked. */
final class PayloadSection {
    private PayloadSection() {}

    static Html of(Entry entry, Payload payload, PayloadReader reader) {
        List<Html> parts = new ArrayList<>();
        DecodedView decoded = reader.decode(entry, payload.key(), payload.value());
        if (decoded != null) {
            parts.add(element("h2", "Event: " + decoded.operation()));
            parts.add(json("Key", decoded.key(), reader));
            parts.add(json("Before", decoded.before(), reader));
            parts.add(json("After", decoded.after(), reader));
        }
        parts.add(element("h2", "Bytes"));
        parts.add(bytes("Key", reader.show(payload.key())));
        parts.add(bytes("Value", reader.show(payload.value())));
        parts.add(headers(payload, reader));
        return element("section", Html.sequence(parts));
    }

    private static Html headers(Payload payload, PayloadReader reader) {
        return new Table(
                        "Headers",
                        List.of(Table.Column.of("Name"), Table.Column.of("Value")),
                        payload.headers().stream()
                                .map(header ->
                                        List.of(element("bdi", header.name()), inline(reader.show(header.value()))))
                                .toList())
                .html();
    }

    private static Html json(String title, @Nullable Object value, PayloadReader reader) {
        return value == null ? text("") : Html.sequence(List.of(element("h3", title), block(reader.pretty(value))));
    }

    private static Html bytes(String title, @Nullable BytesView bytes) {
        if (bytes == null) {
            return element("p", title + ": null");
        }
        String how = String.format(Locale.ROOT, "%,d bytes", bytes.size())
                + (bytes.text() == null ? ", no UTF-8: Base64" : "")
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
    static Html block(String text) {
        return element("pre", element("bdi", text)).with("tabindex", "0").with("class", "scroll");
    }
}
