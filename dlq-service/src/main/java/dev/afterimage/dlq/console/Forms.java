package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.text;

import dev.afterimage.support.page.Html;
import java.util.List;
import java.util.Locale;

/** Forms that change something: each asks for the operator token, which is sent with the form and kept nowhere. Pure. */
final class Forms {
    private Forms() {}

    static Html redrive(long id) {
        return form("/entries/" + id + "/redrive", "Send again", text(""));
    }

    static Html discard(long id) {
        return form("/entries/" + id + "/discard", "Give up", reason());
    }

    /** @param value what is corrected, as text */
    static Html edit(long id, String value) {
        // A browser leaves out the first line end of the content, so that one is put before it.
        Html area = element("textarea", "\n" + value)
                .with("name", "value")
                .with("spellcheck", "false")
                .with("autocomplete", "off")
                .with("rows", Long.toString(Math.clamp(value.lines().count() + 2, 6, 30)));
        return form(
                "/entries/" + id + "/edits",
                "Keep the corrected value",
                Html.sequence(List.of(
                        element("label", text("Value"), area).with("class", "wide"),
                        reason(),
                        element(
                                        "label",
                                        element("input")
                                                .with("type", "checkbox")
                                                .with("name", "redrive")
                                                .with("value", "true"),
                                        text("and send it at once"))
                                .with("class", "check"))));
    }

    /** Leads to the page that asks whether it is meant; changes nothing. */
    static Html dryRun(FilterForm filter) {
        return element(
                        "form",
                        filter.hidden(),
                        rate(),
                        element("button", "Dry run, then decide")
                                .with("type", "submit")
                                .with("class", "main"))
                .with("method", "get")
                .with("action", "/release");
    }

    /** @param records how many would be sent, so that who presses the button has read it */
    static Html release(FilterForm filter, int rate, long records) {
        return form(
                "/release",
                String.format(Locale.ROOT, "Release %,d records", records),
                Html.sequence(List.of(
                        filter.hidden(),
                        element("input")
                                .with("type", "hidden")
                                .with("name", "rate")
                                .with("value", Integer.toString(rate)))));
    }

    static Html stop(long release) {
        return form("/releases/" + release + "/stop", "Stop this release", text(""));
    }

    private static Html form(String action, String button, Html more) {
        return element(
                        "form",
                        more,
                        token(),
                        element("button", button).with("type", "submit").with("class", "main"))
                .with("method", "post")
                .with("action", action)
                .with("aria-label", button);
    }

    private static Html token() {
        return field("Operator token", "token", "password", "", "current-password");
    }

    private static Html reason() {
        return field("Reason, for the audit log", "reason", "text", "", "off");
    }

    private static Html rate() {
        return element(
                "label",
                text("Records a second, once the first ones came home"),
                element("input")
                        .with("name", "rate")
                        .with("type", "number")
                        .with("min", "1")
                        .with("max", "10000")
                        .with("value", "100")
                        .with("required", "required"));
    }

    private static Html field(String label, String name, String type, String value, String complete) {
        return element(
                "label",
                text(label),
                element("input")
                        .with("name", name)
                        .with("type", type)
                        .with("value", value)
                        .with("required", "required")
                        .with("autocomplete", complete));
    }
}
