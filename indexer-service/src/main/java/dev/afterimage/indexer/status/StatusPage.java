package dev.afterimage.indexer.status;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.link;
import static dev.afterimage.support.page.Html.sequence;
import static dev.afterimage.support.page.Html.text;
import static dev.afterimage.support.page.Html.word;

import dev.afterimage.support.page.ConditionsSection;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Page;
import dev.afterimage.support.page.Table;
import dev.afterimage.support.page.Tone;
import dev.afterimage.support.vital.Condition;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes what a person must know at 3 a.m.: first what ails and what mends it, then every table. Pure. */
final class StatusPage {
    private static final String SERVICE = "Afterimage indexer";
    private static final List<Html> LINKS = List.of(
            link("/", "Tables"),
            link("/health/readiness", "Health"),
            link("/prometheus", "Metrics"),
            link("/openapi", "API"));

    private StatusPage() {}

    static String overview(List<TableView> tables, List<Condition> conditions, Instant at) {
        List<Html> sections = new ArrayList<>();
        sections.add(headline(tables, conditions));
        conditions.forEach(condition -> {
            if (condition instanceof Condition.Ailing ailing) {
                sections.add(alarm(ailing));
            }
        });
        sections.add(tables.isEmpty() ? element("p", "This instance has no partitions yet.") : list(tables));
        sections.add(ConditionsSection.of(conditions));
        return new Page(SERVICE, "Tables", LINKS, sections, at).render();
    }

    private static Html headline(List<TableView> tables, List<Condition> conditions) {
        long blocked = tables.stream().filter(table -> !table.flowing()).count();
        long ailing = conditions.stream()
                .filter(condition -> condition instanceof Condition.Ailing)
                .count();
        if (blocked == 0 && ailing == 0) {
            String flowing = tables.isEmpty() ? "no tables yet." : "every table flows (" + tables.size() + ").";
            return element("p", word(Tone.GOOD, "All is well"), text(": " + flowing));
        }
        return element(
                "p",
                word(Tone.BAD, "Attention"),
                text(": " + blocked + " of " + tables.size() + " tables do not flow, and " + ailing
                        + " conditions ail."));
    }

    private static Html alarm(Condition.Ailing ailing) {
        return element(
                        "section",
                        element("h2", ailing.name()),
                        element("p", ailing.why()),
                        element("p", element("strong", "What mends it: "), text(ailing.remedy())))
                .with("class", "alarm");
    }

    private static Html list(List<TableView> tables) {
        return new Table(
                        "Tables of this instance",
                        List.of(
                                Table.Column.of("Table"),
                                Table.Column.of("State"),
                                Table.Column.of("Index"),
                                Table.Column.number("Documents"),
                                Table.Column.number("Lag, records"),
                                Table.Column.number("Lag, seconds"),
                                Table.Column.number("Records/s"),
                                Table.Column.number("Parked"),
                                Table.Column.of("Last commit indexed")),
                        tables.stream().map(StatusPage::row).toList())
                .html();
    }

    private static List<Html> row(TableView table) {
        return List.of(
                link("/tables/" + segment(table.topics().getFirst()), table.table()),
                state(table.state()),
                text(table.index()),
                number(table.documents()),
                number(table.lagRecords()),
                text(String.format(Locale.ROOT, "%.1f", table.lagSeconds())),
                text(String.format(Locale.ROOT, "%.1f", table.ratePerSecond())),
                number(table.counters().parked()),
                text(
                        table.lastPosition() == null
                                ? "none yet"
                                : table.lastPosition().committedAt().toString()));
    }

    static String table(TableView table, Instant at) {
        List<Html> sections = new ArrayList<>();
        sections.add(element(
                "p",
                state(table.state()),
                text(" · index " + table.index() + " · from " + String.join(", ", table.topics()))));
        if (table.reason() != null && table.remedy() != null) {
            sections.add(alarm(new Condition.Ailing(
                    table.state() + " since " + table.since(),
                    table.category() + ": " + table.reason(),
                    table.remedy())));
        }
        if (!table.diagnoses().isEmpty()) {
            sections.add(element("h2", "Schema and mapping"));
            sections.add(element(
                    "ul",
                    sequence(table.diagnoses().stream()
                            .map(diagnosis -> element("li", diagnosis))
                            .toList())));
        }
        sections.add(partitions(table));
        return new Page(SERVICE, table.table(), LINKS, sections, at).render();
    }

    private static Html partitions(TableView table) {
        return new Table(
                        "Partitions: consumed = applied + superseded + filtered + parked + held",
                        List.of(
                                Table.Column.of("Partition"),
                                Table.Column.of("State"),
                                Table.Column.number("Consumed"),
                                Table.Column.number("Applied"),
                                Table.Column.number("Superseded"),
                                Table.Column.number("Filtered"),
                                Table.Column.number("Parked"),
                                Table.Column.number("Held"),
                                Table.Column.number("Lag, records"),
                                Table.Column.number("Committed offset"),
                                Table.Column.of("Why")),
                        table.partitions().stream().map(StatusPage::partition).toList())
                .html();
    }

    private static List<Html> partition(PartitionView partition) {
        Accounting counters = partition.counters();
        return List.of(
                text(partition.topic() + "-" + partition.partition()),
                state(partition.state()),
                number(counters.consumed()),
                number(counters.applied()),
                number(counters.superseded()),
                number(counters.filtered()),
                number(counters.parked()),
                number(counters.held()),
                number(partition.lagRecords()),
                number(partition.committedOffset()),
                text(partition.reason() == null ? "" : partition.category() + ": " + partition.reason()));
    }

    private static Html state(String state) {
        return switch (state) {
            case "flowing" -> word(Tone.GOOD, state);
            case "held" -> word(Tone.WARNING, state);
            default -> word(Tone.BAD, state);
        };
    }

    private static Html number(@Nullable Long number) {
        return number == null ? word(Tone.QUIET, "unknown") : text(String.format(Locale.ROOT, "%,d", number));
    }

    private static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
