package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.text;

import dev.afterimage.dlq.api.PayloadReader;
import dev.afterimage.dlq.letter.JsonDiff;
import dev.afterimage.dlq.parking.Edit;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Corrected values of a record: who, when, why, and what each changed against the value before it. */
final class Corrections {
    private Corrections() {}

    static Html of(byte @Nullable [] original, List<Edit> edits, PayloadReader reader) {
        List<Html> parts = new ArrayList<>();
        parts.add(element("h2", "Corrections"));
        byte[] before = original;
        for (Edit edit : edits) {
            parts.add(element(
                    "p",
                    Frame.time(edit.at()),
                    text(" by "),
                    Frame.foreign(edit.who()),
                    text(": "),
                    Frame.foreign(edit.reason())));
            parts.add(changes(reader.diff(before, edit.value())));
            before = edit.value();
        }
        return element("section", Html.sequence(parts));
    }

    private static Html changes(List<JsonDiff.Change> changes) {
        return changes.isEmpty()
                ? element("p", "Nothing that can be seen here was changed.").with("class", "quiet")
                : new Table(
                                "What it changed",
                                List.of(Table.Column.of("Place"), Table.Column.of("Was"), Table.Column.of("Is")),
                                changes.stream()
                                        .map(change -> List.of(
                                                Frame.foreign(
                                                        change.path().isEmpty() ? "the whole value" : change.path()),
                                                element("del", Frame.foreign(change.before())),
                                                element("ins", Frame.foreign(change.after()))))
                                        .toList())
                        .html();
    }
}
