package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;

import dev.afterimage.support.page.Html;

/** Forms that change something: each asks for the operator token, which is sent with the form and kept nowhere. Pure. */
final class Forms {
    private Forms() {}

    static Html redrive(long id) {
        return form("/entries/" + id + "/redrive", "Send again", Html.text(""));
    }

    static Html discard(long id) {
        return form("/entries/" + id + "/discard", "Give up", field("Reason", "reason", "text", ""));
    }

    /** @param records how many would be sent, so that who presses the button has read it */
    static Html release(String fingerprint, long records) {
        return form(
                "/causes/" + fingerprint + "/release",
                "Release " + records + " records",
                field("Records a second, once the first ones came home", "rate", "number", "100"));
    }

    static Html stop(long release) {
        return form("/releases/" + release + "/stop", "Stop", Html.text(""));
    }

    private static Html form(String action, String button, Html more) {
        return element(
                        "form",
                        more,
                        field("Operator token", "token", "password", ""),
                        element("button", button).with("type", "submit"))
                .with("method", "post")
                .with("action", action);
    }

    private static Html field(String label, String name, String type, String value) {
        Html.Element input = element("input")
                .with("name", name)
                .with("type", type)
                .with("value", value)
                .with("required", "required")
                .with("autocomplete", type.equals("password") ? "current-password" : "off");
        return element("label", Html.text(label + " "), input);
    }
}
