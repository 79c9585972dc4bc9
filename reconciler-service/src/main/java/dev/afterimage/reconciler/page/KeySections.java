package dev.afterimage.reconciler.page;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.text;
import static dev.afterimage.support.page.Html.word;

import dev.afterimage.reconciler.history.PastFinding;
import dev.afterimage.reconciler.key.KeyEvent;
import dev.afterimage.reconciler.key.KeyStanding;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Table;
import dev.afterimage.support.page.Table.Column;
import dev.afterimage.support.page.Tone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One key on both sides, drawn. Pure. */
final class KeySections {
    /** Characters of a value that are shown. */
    private static final int SHOWN = 2_000;

    private KeySections() {}

    static List<Html> of(KeyStanding key) {
        List<Html> sections = new ArrayList<>();
        sections.add(element("p", standing(key)));
        sections.add(fields(key));
        if (!key.notVerified().isEmpty()) {
            sections.add(element("p", text("Not compared: "), Frame.foreign(String.join(", ", key.notVerified()))));
        }
        Long letter = key.letter();
        if (letter != null) {
            sections.add(element("p", "An event of this key is parked as dead letter " + letter + "."));
        }
        sections.add(events(key.events()));
        sections.add(findings(key.findings()));
        return sections;
    }

    private static Html standing(KeyStanding key) {
        Html verdict = key.verdict()
                .map(one -> word(Tone.BAD, one.kind().word()))
                .orElseGet(() -> word(Tone.GOOD, "both sides agree"));
        KeyStanding.Stored stored = key.document();
        String document = stored == null
                ? "no document"
                : (stored.deleted() ? "a tombstone" : "a document") + " of version " + stored.version()
                        + (stored.intact() ? ", as the pipeline wrote it" : ", not as the pipeline wrote it");
        return Html.sequence(List.of(
                verdict,
                text(": " + (key.row() ? "a row" : "no row") + ", " + document
                        + ". Read now, one side after the other.")));
    }

    private static Html fields(KeyStanding key) {
        List<List<Html>> rows = new ArrayList<>();
        for (KeyStanding.Field field : key.fields()) {
            rows.add(List.of(
                    Frame.foreign(field.name()),
                    value(field.row()),
                    value(field.document()),
                    field.differs() ? word(Tone.BAD, "differs") : text("same")));
        }
        return new Table(
                        "Every compared field, in the text that is compared",
                        List.of(Column.of("Field"), Column.of("Row"), Column.of("Document"), Column.of("")),
                        rows)
                .html();
    }

    private static Html value(@Nullable String text) {
        return text != null && text.length() > SHOWN
                ? Html.sequence(
                        List.of(Frame.foreign(text.substring(0, SHOWN)), text(" … (" + text.length() + " characters)")))
                : Frame.foreign(text);
    }

    private static Html events(List<KeyEvent> events) {
        List<List<Html>> rows = new ArrayList<>();
        for (KeyEvent event : events) {
            rows.add(List.of(
                    Frame.time(event.at()),
                    text(event.operation()),
                    text(Integer.toString(event.partition())),
                    text(Long.toString(event.offset())),
                    Frame.foreign(event.position())));
        }
        return new Table(
                        "Its events among the last of its topic, the newest first",
                        List.of(
                                Column.of("Written"),
                                Column.of("Operation"),
                                Column.number("Partition"),
                                Column.number("Offset"),
                                Column.of("Position")),
                        rows)
                .html();
    }

    private static Html findings(List<PastFinding> findings) {
        List<List<Html>> rows = new ArrayList<>();
        for (PastFinding past : findings) {
            rows.add(List.of(
                    link("/runs/" + past.run(), "Run " + past.run()),
                    Frame.time(past.at()),
                    text(past.kind()),
                    Frame.foreign(past.explanation()),
                    text(past.repair())));
        }
        return new Table(
                        "Where it was found before",
                        List.of(
                                Column.of("Run"),
                                Column.of("When"),
                                Column.of("Kind"),
                                Column.of("Why"),
                                Column.of("Repair")),
                        rows)
                .html();
    }
}
