package dev.afterimage.indexer.dryrun;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a dry run found, and how it is told. Pure.
 *
 * @param headline what was looked at
 * @param hazards the gravest first
 * @param otherHazards how many more were seen and are not told one by one
 * @param notices what could not be looked at, or not wholly
 * @param tables every table met
 */
public record DryReport(
        String headline, List<Hazard> hazards, long otherHazards, List<String> notices, List<TableFinding> tables) {
    private static final int CLEAN = 0;
    private static final int HAZARDOUS = 2;

    public DryReport {
        hazards = List.copyOf(hazards);
        notices = List.copyOf(notices);
        tables = List.copyOf(tables);
    }

    /** The exit status of the process: 0 without hazards, 2 with some. */
    public int status() {
        return hazards.isEmpty() ? CLEAN : HAZARDOUS;
    }

    /** The whole report, hazards first. */
    public String text() {
        StringBuilder out = new StringBuilder();
        out.append(headline).append('\n');
        out.append(hazards.isEmpty() ? "\nNo hazards.\n" : "\nHAZARDS\n");
        for (int i = 0; i < hazards.size(); i++) {
            hazard(i + 1, hazards.get(i), out);
        }
        if (otherHazards > 0) {
            out.append("\n… and ").append(number(otherHazards)).append(" more of other kinds.\n");
        }
        if (!notices.isEmpty()) {
            out.append("\nNOT LOOKED AT\n\n");
            notices.forEach(notice -> out.append("- ").append(notice).append('\n'));
        }
        out.append("\nTABLES\n");
        if (tables.isEmpty()) {
            out.append("\nNo record of a table was found.\n");
        }
        tables.forEach(table -> table(table, out));
        return out.toString();
    }

    private static void hazard(int place, Hazard hazard, StringBuilder out) {
        out.append('\n')
                .append(place)
                .append(". ")
                .append(hazard.kind())
                .append(": ")
                .append(hazard.kind().title())
                .append('\n');
        line("what", hazard.subject() + ": " + hazard.message(), out);
        if (hazard.count() > 1) {
            line("how often", number(hazard.count()), out);
        }
        if (!hazard.examples().isEmpty()) {
            line("where", String.join(", ", hazard.examples()), out);
        }
        if (!hazard.remedy().isEmpty()) {
            line("what mends it", hazard.remedy(), out);
        }
    }

    private static void table(TableFinding table, StringBuilder out) {
        out.append('\n').append(table.table()).append('\n');
        line("topics", String.join(", ", table.topics()) + ", " + number(table.looked()) + " records looked at", out);
        line("index", table.index() + (table.made() ? ", which would be made" : ", which is there"), out);
        line(
                "would hold",
                number(table.documents()) + " documents and " + number(table.deleted())
                        + " tombstones of these records",
                out);
        line("records", words(table.settled()), out);
        if (table.sampleId() != null) {
            line("an id", table.sampleId(), out);
        }
        if (!table.fields().isEmpty()) {
            line(
                    "fields",
                    new TreeMap<>(table.fields())
                            .entrySet().stream()
                                    .map(field -> field.getKey() + " " + field.getValue())
                                    .collect(Collectors.joining(", ")),
                    out);
        }
        table.diagnoses().forEach(diagnosis -> line("mapping", diagnosis, out));
    }

    private static String words(Map<String, Long> settled) {
        return settled.entrySet().stream()
                .map(each -> number(each.getValue()) + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }

    private static void line(String name, String text, StringBuilder out) {
        out.append(String.format(Locale.ROOT, "   %-14s%s%n", name, text));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
