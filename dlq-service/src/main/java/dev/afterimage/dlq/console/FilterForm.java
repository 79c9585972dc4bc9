package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.text;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.dlq.parking.EntryFilter;
import dev.afterimage.dlq.parking.EntryState;
import dev.afterimage.support.page.Html;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which entries a page or a form means, as text by name; what is left empty does not matter. Pure.
 *
 * @param given what is not empty, in the order of {@link #NAMES}
 */
record FilterForm(Map<String, String> given) {
    /** The names of fields and query parameters: those of the API. */
    static final List<String> NAMES =
            List.of("state", "topic", "group", "category", "fingerprint", "key", "from", "to");

    private static final int LONGEST = 1_000;

    /** Takes what it knows from parameters or a form. */
    static FilterForm of(Function<String, @Nullable String> values) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String name : NAMES) {
            String value = values.apply(name);
            String text = value == null ? "" : value.strip();
            if (text.length() > LONGEST) {
                throw new IllegalArgumentException(name + " is longer than " + LONGEST + " characters");
            }
            if (!text.isEmpty()) {
                given.put(name, text);
            }
        }
        return new FilterForm(given);
    }

    /** The open entries of one cause. */
    static FilterForm openOf(String fingerprint) {
        return of(Map.of("state", EntryFilter.OPEN, "fingerprint", fingerprint)::get);
    }

    /** @throws IllegalArgumentException if a value is not of the expected form */
    EntryFilter filter() {
        return new EntryFilter(
                given.get("state"),
                given.get("topic"),
                given.get("group"),
                given.get("category"),
                given.get("fingerprint"),
                EntryFilter.keyHash(given.get("key")),
                time("from"),
                time("to"));
    }

    private @Nullable Instant time(String name) {
        String text = given.get(name);
        try {
            return text == null
                    ? null
                    : text.endsWith("Z")
                            ? Instant.parse(text)
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("times are like 2026-01-02T03:04:05", e);
        }
    }

    /** As the end of an address, beginning with a question mark. */
    String query() {
        return "?"
                + given.entrySet().stream()
                        .map(field -> field.getKey() + "=" + Frame.parameter(field.getValue()))
                        .collect(Collectors.joining("&"));
    }

    /** As hidden fields of another form. */
    Html hidden() {
        return Html.sequence(given.entrySet().stream()
                .map(field -> element("input")
                        .with("type", "hidden")
                        .with("name", field.getKey())
                        .with("value", field.getValue()))
                .toList());
    }

    /** What it means beside what is open, in words. */
    String words() {
        return given.entrySet().stream()
                .filter(field ->
                        !(field.getKey().equals("state") && field.getValue().equals(EntryFilter.OPEN)))
                .map(field ->
                        (field.getKey().equals("fingerprint") ? "cause" : field.getKey()) + " " + field.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The form itself; reading needs no token. */
    Html html() {
        List<String> states = new ArrayList<>(List.of(EntryFilter.OPEN));
        Arrays.stream(EntryState.values()).map(EntryState::text).forEach(states::add);
        List<String> categories = new ArrayList<>(
                Arrays.stream(FailureCategory.values()).map(Enum::name).toList());
        categories.add("UNCLASSIFIED");
        return element(
                        "form",
                        choice("State", "state", states),
                        field("Topic", "topic", "search"),
                        field("Consumer group", "group", "search"),
                        choice("Category", "category", categories),
                        field("Cause", "fingerprint", "search"),
                        field("Key, as text", "key", "search"),
                        field("Failed from (UTC)", "from", "datetime-local"),
                        field("Failed before (UTC)", "to", "datetime-local"),
                        element("button", "Show").with("type", "submit").with("class", "main"))
                .with("method", "get")
                .with("action", "/entries")
                .with("aria-label", "Filter");
    }

    private Html choice(String label, String name, List<String> values) {
        String now = given.get(name);
        List<Html> options = new ArrayList<>();
        options.add(element("option", "any").with("value", ""));
        for (String value : values) {
            Html.Element option = element("option", value).with("value", value);
            options.add(value.equals(now) ? option.with("selected", "selected") : option);
        }
        return element(
                "label", text(label), element("select", Html.sequence(options)).with("name", name));
    }

    private Html field(String label, String name, String type) {
        Html.Element input =
                element("input").with("name", name).with("type", type).with("value", shown(name));
        return element("label", text(label), type.equals("search") ? input : input.with("step", "1"));
    }

    /** A browser's time has no zone. */
    private String shown(String name) {
        Instant time = name.equals("from") || name.equals("to") ? time(name) : null;
        return time == null
                ? given.getOrDefault(name, "")
                : LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC)
                        .toString();
    }
}
