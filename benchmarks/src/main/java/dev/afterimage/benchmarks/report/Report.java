package dev.afterimage.benchmarks.report;

import dev.afterimage.benchmarks.measure.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects tables and goals, prints them at the end and writes them to a file, whatever happened in between. Not thread-safe. */
public final class Report {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String name;
    private final String options;
    private final Path folder;
    private final Instant began = Instant.now();
    private final Machine machine = Machine.now();
    private final List<Table> tables = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();

    private record Goal(String text, String measured, boolean met) {}

    /** A table of the report. */
    public static final class Table {
        private final String title;
        private final List<String> lines = new ArrayList<>();

        private Table(String title, String... columns) {
            this.title = title;
            row(columns);
            lines.add("|" + "---|".repeat(columns.length));
        }

        public void row(String... cells) {
            lines.add("| " + String.join(" | ", cells) + " |");
        }
    }

    /**
     * Begins a report.
     *
     * @param folder where it is written
     * @param name the file's name begins with it
     * @param options what was asked for
     */
    public Report(Path folder, String name, String options) {
        this.folder = folder;
        this.name = name;
        this.options = options;
    }

    /** Adds a table. */
    public Table table(String title, String... columns) {
        Table table = new Table(title, columns);
        tables.add(table);
        return table;
    }

    /** Adds a goal with what was measured. */
    public void goal(String text, String measured, boolean met) {
        goals.add(new Goal(text, measured, met));
    }

    /** The whole report in Markdown. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "# Benchmarks: %s%n%n%s, %d cores, %.0f GiB, %s; load before the run %.1f%s. Options: %s. Took %d min.%n",
                name,
                began.truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                machine.cores(),
                machine.memoryGiB(),
                machine.system(),
                machine.load(),
                machine.load() > 1 ? " (**the machine was busy: these figures are not worth much**)" : "",
                options,
                (Instant.now().getEpochSecond() - began.getEpochSecond() + 30) / 60));
        for (Table table : tables) {
            text.append("\n## ").append(table.title).append("\n\n");
            table.lines.forEach(line -> text.append(line).append('\n'));
        }
        if (!goals.isEmpty()) {
            text.append("\n## Goals\n\n| goal | measured | |\n|---|---|---|\n");
            for (Goal goal : goals) {
                text.append("| ")
                        .append(goal.text())
                        .append(" | ")
                        .append(goal.measured())
                        .append(goal.met() ? " | met |\n" : " | **missed** |\n");
            }
        }
        return text.toString();
    }

    /** Prints the report and writes it. */
    @SuppressWarnings("SystemOut") // A command line program.
    public void end() {
        String text = markdown();
        System.out.println();
        System.out.println(text);
        try {
            Path file = Files.createDirectories(folder).resolve(name + "-" + STAMP.format(began) + ".md");
            Files.writeString(file, text);
            System.out.println("written to " + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
