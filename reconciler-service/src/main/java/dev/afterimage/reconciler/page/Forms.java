package dev.afterimage.reconciler.page;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.text;

import dev.afterimage.support.page.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Forms that order something: each asks for the operator token, which is sent with the form and kept nowhere. Pure. */
final class Forms {
    private Forms() {}

    /** @param table only this one; empty means all */
    static Html reconcile(String table) {
        Html depth = element(
                "label",
                text("Depth"),
                element("select", option("", "as configured"), option("counts"), option("checksums"), option("full"))
                        .with("name", "depth"));
        Html repair = element(
                        "label",
                        element("input")
                                .with("type", "checkbox")
                                .with("name", "repair")
                                .with("value", "true"),
                        text("and repair what differs"))
                .with("class", "check");
        return form("/reconcile", "Reconcile now", Map.of("table", table), List.of(depth, repair));
    }

    static Html repair(long run, String table, long keys) {
        return form(
                "/repair",
                "Repair " + keys + " keys of " + table,
                Map.of("run", Long.toString(run), "table", table),
                List.of());
    }

    static Html key(String table) {
        Html id = element(
                "label",
                text("Id of its document"),
                element("input").with("name", "id").with("required", "required").with("maxlength", "600"));
        return form("/key", "Look at one key", Map.of("table", table), List.of(id));
    }

    private static Html option(String word) {
        return option(word, word);
    }

    private static Html option(String value, String word) {
        return element("option", word).with("value", value);
    }

    private static Html form(String action, String button, Map<String, String> hidden, List<Html> fields) {
        List<Html> content = new ArrayList<>(fields);
        hidden.forEach((name, value) -> content.add(
                element("input").with("type", "hidden").with("name", name).with("value", value)));
        content.add(element(
                "label",
                text("Operator token"),
                element("input")
                        .with("name", "token")
                        .with("type", "password")
                        .with("required", "required")
                        .with("autocomplete", "current-password")));
        content.add(element("button", button).with("type", "submit").with("class", "main"));
        return element("form", Html.sequence(content))
                .with("method", "post")
                .with("action", action)
                .with("aria-label", button);
    }
}
