package dev.afterimage.benchmarks.assembler;

import dev.afterimage.benchmarks.measure.Summary;
import dev.afterimage.benchmarks.report.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the results into tables and holds them against the goals. */
final class AssemblerReport {
    private static final String OURS = "assembler";

    private final Report report;
    private Report.@Nullable Table latency;
    private Report.@Nullable Table giant;

    AssemblerReport(Report report) {
        this.report = report;
    }

    void steady(List<Txn1.Result> results, int commitMs) {
        Report.Table table = report.table(
                "TXN-1 steady: transactions of ten events, exactly once, a commit every " + commitMs + " ms",
                "contestant",
                "runs",
                "events/s, median (least to most)",
                "CPU us/event",
                "output");
        Map<String, List<Txn1.Result>> byName = results.stream()
                .collect(Collectors.groupingBy(Txn1.Result::contestant, LinkedHashMap::new, Collectors.toList()));
        byName.forEach((name, runs) -> {
            Summary rate = Summary.of(runs, Txn1.Result::rate);
            table.row(
                    name,
                    Integer.toString(runs.size()),
                    text(rate.median(), 0) + " (" + text(rate.least(), 0) + " to " + text(rate.most(), 0) + ")",
                    text(Summary.of(runs, Txn1.Result::cpuMicros).median(), 1),
                    runs.stream().allMatch(Txn1.Result::exact) ? "each once and whole" : "**wrong**");
        });
        double ours = rate(byName.get(OURS));
        compare("assembled, share of the pass-through topology", ours, rate(byName.get("pass-through")), 0.8);
        compare("assembled, share of Flink's rate", ours, rate(byName.get("flink")), 0.9);
    }

    private void compare(String text, double ours, double theirs, double goal) {
        if (!Double.isNaN(ours) && !Double.isNaN(theirs)) {
            report.goal(text + ": at least " + goal, text(ours / theirs, 2), ours / theirs >= goal);
        }
    }

    private static double rate(@Nullable List<Txn1.Result> runs) {
        return runs == null ? Double.NaN : Summary.of(runs, Txn1.Result::rate).median();
    }

    void latency(Txn2.Result result) {
        Report.Table table = latency;
        if (table == null) {
            table = report.table(
                    "TXN-2 at 80,000 transactions a minute: from the scheduled END to the committed output, milliseconds",
                    "contestant",
                    "p50",
                    "p99",
                    "p99.9",
                    "transactions timed",
                    "partial");
            latency = table;
        }
        table.row(
                result.contestant(),
                text(result.latencies().millis(50), 0),
                text(result.latencies().millis(99), 0),
                text(result.latencies().millis(99.9), 0),
                text(result.latencies().count(), 0),
                Integer.toString(result.partial()));
        if (result.contestant().equals(OURS)) {
            double p99 = result.latencies().millis(99);
            report.goal("p99 from END to committed output: under 500 ms", text(p99, 0), p99 < 500);
            report.goal("partial transactions: 0", Integer.toString(result.partial()), result.partial() == 0);
        }
    }

    void giant(Txn3.Result result, int events) {
        Report.Table table = giant;
        if (table == null) {
            table = report.table(
                    "TXN-3 one transaction of " + text(events, 0) + " events among small ones, heap 512 MB",
                    "contestant",
                    "giant whole after, s",
                    "others p50, ms",
                    "others p99, ms",
                    "process");
            giant = table;
        }
        table.row(
                result.contestant(),
                text(result.giantSeconds(), 1),
                text(result.others().millis(50), 0),
                text(result.others().millis(99), 0),
                result.survived() ? "lived" : "**died**");
        if (result.contestant().equals(OURS)) {
            double p99 = result.others().millis(99);
            boolean whole = !Double.isNaN(result.giantSeconds()) && result.survived();
            report.goal("the giant whole under a heap of 512 MB", whole ? "yes" : "no", whole);
            report.goal("the others' p99 meanwhile: under 1000 ms", text(p99, 0), p99 < 1000);
        }
    }

    void restored(int events, double first, double all, boolean exact) {
        report.table("TXN-4 killed with open events", "open events", "first output after, s", "all after, s", "output")
                .row(text(events, 0), text(first, 1), text(all, 1), exact ? "each once and whole" : "**wrong**");
        report.goal("first output after kill -9 and start: under 10 s", text(first, 1), first < 10 && exact);
    }

    private static String text(double number, int digits) {
        return Double.isNaN(number) ? "-" : String.format(Locale.ROOT, "%,." + digits + "f", number);
    }
}
