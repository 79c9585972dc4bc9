package dev.afterimage.benchmarks.indexer;

import dev.afterimage.benchmarks.measure.Summary;
import dev.afterimage.benchmarks.report.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the results of the indexer's benchmarks into tables and holds them against the goals. */
final class IndexerReport {
    private static final String OURS = "indexer";

    private final Report report;
    private Report.@Nullable Table latency;

    IndexerReport(Report report) {
        this.report = report;
    }

    void drain(List<Drain.Result> results, Summary limit) {
        Report.Table table = report.table(
                "IDX-1 drain",
                "contestant",
                "runs",
                "events/s, median (least to most)",
                "of the limit",
                "CPU us/event",
                "with start",
                "bytes allocated/event",
                "node CPU us/event",
                "operations/event",
                "index");
        Map<String, List<Drain.Result>> byName = byContestant(results);
        byName.forEach((name, runs) -> table.row(
                name,
                Integer.toString(runs.size()),
                spread(Summary.of(runs, Drain.Result::rate)),
                ratio(rate(runs), limit.median()),
                text(cpu(runs), 1),
                text(Summary.of(runs, Drain.Result::cpuMicrosWhole).median(), 1),
                text(Summary.of(runs, Drain.Result::allocated).median(), 0),
                text(Summary.of(runs, Drain.Result::nodeMicros).median(), 1),
                text(Summary.of(runs, Drain.Result::operations).median(), 2),
                checks(runs)));
        if (limit.runs() > 0) {
            table.row("limit", Integer.toString(limit.runs()), spread(limit), "1", "", "", "", "", "1", "");
        }
        List<Drain.Result> ours = byName.get(OURS);
        if (ours == null) {
            return;
        }
        byName.forEach((name, theirs) -> {
            if (!name.equals(OURS)) {
                atLeast("drain, times the rate of " + name, rate(ours) / rate(theirs), 1.5);
                atMost("CPU an event, times that of " + name, cpu(ours) / cpu(theirs), 0.6);
            }
        });
        if (limit.runs() > 0) {
            atLeast("drain, share of the limit", rate(ours) / limit.median(), 0.55);
        }
        atMost("CPU an event when warm, us", cpu(ours), 15);
    }

    void latency(Phase phase, String index) {
        Report.Table table = latency;
        if (table == null) {
            table = report.table(
                    "IDX-2 latency from the scheduled send to Kafka, milliseconds",
                    "contestant",
                    "changes/s",
                    "in Kafka p50",
                    "p99",
                    "acknowledged p50",
                    "p99",
                    "p99.9",
                    "searchable p50",
                    "p99",
                    "changes timed",
                    "index");
            latency = table;
        }
        table.row(
                phase.contestant(),
                Integer.toString(phase.perSecond()),
                text(phase.toKafka().millis(50), 1),
                text(phase.toKafka().millis(99), 1),
                text(phase.toAcknowledged().millis(50), 1),
                text(phase.toAcknowledged().millis(99), 1),
                text(phase.toAcknowledged().millis(99.9), 1),
                text(phase.toSearchable().millis(50), 0),
                text(phase.toSearchable().millis(99), 0),
                Long.toString(phase.toAcknowledged().count()),
                index);
        if (phase.contestant().equals(OURS) && phase.perSecond() == 10_000) {
            atMost(
                    "Kafka to acknowledged at 10,000/s, p99 in ms",
                    phase.toAcknowledged().millis(99),
                    150);
        }
        if (phase.contestant().equals(OURS) && phase.perSecond() == 15_000) {
            atMost(
                    "Kafka to acknowledged at 15,000/s, p99 in ms",
                    phase.toAcknowledged().millis(99),
                    500);
        }
    }

    void chain(Phase phase, String index) {
        Report.Table table = report.table(
                "IDX-2 whole chain, from PostgreSQL's commit, milliseconds",
                "changes/s",
                "acknowledged p50",
                "p99",
                "p99.9",
                "searchable p50",
                "p99",
                "changes timed",
                "index");
        table.row(
                Integer.toString(phase.perSecond()),
                text(phase.toAcknowledged().millis(50), 1),
                text(phase.toAcknowledged().millis(99), 1),
                text(phase.toAcknowledged().millis(99.9), 1),
                text(phase.toSearchable().millis(50), 0),
                text(phase.toSearchable().millis(99), 0),
                Long.toString(phase.toAcknowledged().count()),
                index);
        atMost(
                "commit to acknowledged at 2,000 changes/s, p99 in ms",
                phase.toAcknowledged().millis(99),
                500);
    }

    void hotKeys(List<Drain.Result> results) {
        Report.Table table = report.table(
                "IDX-3 hot keys (Zipf 1.1 over 10,000)",
                "contestant",
                "events/s",
                "operations/event",
                "CPU us/event",
                "bytes allocated/event",
                "index");
        for (Drain.Result each : results) {
            table.row(
                    each.contestant(),
                    text(each.rate(), 0),
                    text(each.operations(), 3),
                    text(each.cpuMicros(), 1),
                    text(each.allocated(), 0),
                    each.check().words());
            if (each.contestant().equals(OURS)) {
                atMost("operations an event with hot keys", each.operations(), 0.5);
            }
        }
    }

    void replay(List<Idx4.Replay> replays, double drainRate) {
        Report.Table table = report.table(
                "IDX-4 replay of what was applied, deletes that the node forgot included",
                "contestant",
                "events/s",
                "CPU us/event",
                "documents changed",
                "index");
        for (Idx4.Replay each : replays) {
            table.row(
                    each.drain().contestant(),
                    text(each.drain().rate(), 0),
                    text(each.drain().cpuMicros(), 1),
                    Integer.toString(each.changed()),
                    each.drain().check().words());
            if (each.drain().contestant().equals(OURS)) {
                report.goal("documents changed by a replay: 0", Integer.toString(each.changed()), each.changed() == 0);
                if (drainRate > 0) {
                    atLeast("replay, times the rate of IDX-1", each.drain().rate() / drainRate, 1);
                }
            }
        }
    }

    void badData(List<Idx5.BadData> all) {
        Report.Table table = report.table(
                "IDX-5 bad data, events/s",
                "contestant",
                "clean",
                "1 % poison",
                "clean through the gateway",
                "1 % poison and 5 % of items refused with 429, through the gateway",
                "poison parked",
                "index");
        for (Idx5.BadData each : all) {
            boolean whole = each.parked().equals(each.poison());
            table.row(
                    each.clean().contestant(),
                    text(each.clean().rate(), 0),
                    text(each.poisoned().rate(), 0),
                    text(each.gateway().rate(), 0),
                    text(each.both().rate(), 0),
                    each.parked().count() + " of " + each.poison().count() + (whole ? ", byte for byte" : ""),
                    each.both().check().words());
            if (each.clean().contestant().equals(OURS)) {
                atLeast(
                        "rate with poison, share of the clean one",
                        each.poisoned().rate() / each.clean().rate(),
                        0.85);
                atLeast(
                        "rate with poison and 429s, share of the clean one through the gateway",
                        each.both().rate() / each.gateway().rate(),
                        0.85);
                report.goal(
                        "unreadable records parked byte for byte: all",
                        each.parked().count() + " of " + each.poison().count(),
                        whole);
            }
        }
    }

    private void atLeast(String text, double measured, double goal) {
        report.goal(text + ": at least " + plain(goal), text(measured, 2), measured >= goal);
    }

    private void atMost(String text, double measured, double goal) {
        report.goal(text + ": at most " + plain(goal), text(measured, 2), measured <= goal);
    }

    private static Map<String, List<Drain.Result>> byContestant(List<Drain.Result> results) {
        return results.stream()
                .collect(Collectors.groupingBy(Drain.Result::contestant, LinkedHashMap::new, Collectors.toList()));
    }

    static double rate(List<Drain.Result> runs) {
        return Summary.of(runs, Drain.Result::rate).median();
    }

    private static double cpu(List<Drain.Result> runs) {
        return Summary.of(runs, Drain.Result::cpuMicros).median();
    }

    private static String checks(List<Drain.Result> runs) {
        return runs.stream().map(run -> run.check().words()).distinct().collect(Collectors.joining("; "));
    }

    private static String spread(Summary summary) {
        return text(summary.median(), 0) + " (" + text(summary.least(), 0) + " to " + text(summary.most(), 0) + ")";
    }

    private static String ratio(double one, double other) {
        return Double.isNaN(other) ? "" : text(one / other, 2);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static String text(double number, int digits) {
        return Double.isNaN(number) ? "-" : String.format(Locale.ROOT, "%,." + digits + "f", number);
    }
}
