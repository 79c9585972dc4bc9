package dev.afterimage.benchmarks.dlq;

import dev.afterimage.benchmarks.measure.Latencies;
import dev.afterimage.benchmarks.measure.Summary;
import dev.afterimage.benchmarks.report.Report;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.StackOptions;
import dev.afterimage.localstack.artifact.Checkout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs DLQ-1 to DLQ-3 and reports. */
public final class DlqBenchmarks {
    private static final int DUE_PER_SECOND = 1_000;
    private static final int DUE_SECONDS = 20;

    private DlqBenchmarks() {}

    public static void run(DlqOptions options) {
        Path folder = Checkout.find().root().resolve("benchmarks/target/bench");
        Report report = new Report(folder, "dlq", options.words());
        StackOptions parts = StackOptions.only("postgres", "kafka").withProgress(step -> Bench.say("%s", step));
        try (LocalStack stack = LocalStack.start(parts)) {
            Bench bench = new Bench(stack, options);
            park(bench, report);
            drain(bench, report);
            due(bench, report);
        } finally {
            report.end();
        }
    }

    private static void park(Bench bench, Report report) {
        List<Double> ours = new ArrayList<>();
        List<Double> limit = new ArrayList<>();
        for (int pair = 1; pair <= bench.options().pairs(); pair++) {
            limit.add(new BatchLimit(bench).run(bench.options().rows()));
            ours.add(
                    new ParkRun(bench).run("bench_park_" + pair, bench.options().rows()));
            Bench.say("DLQ-1 pair %d: limit %,.0f, ours %,.0f rows/s", pair, limit.getLast(), ours.getLast());
        }
        Summary our = Summary.of(ours, rate -> rate);
        Summary most = Summary.of(limit, rate -> rate);
        Report.Table table = report.table("DLQ-1: parking, 1.9 kB a letter, rows/s", "who", "median", "least", "most");
        row(table, "dlq-service", our);
        row(table, "batch insert (limit)", most);
        double share = our.median() / most.median();
        report.goal("parking ≥ 0.6 of the batch-insert limit", String.format(Locale.ROOT, "%.2f", share), share >= 0.6);
    }

    private static void drain(Bench bench, Report report) {
        List<Double> ours = new ArrayList<>();
        List<Double> peer = new ArrayList<>();
        for (int pair = 1; pair <= bench.options().pairs(); pair++) {
            peer.add(new PeerScheduler(bench).drain(bench.options().rows()));
            ours.add(new DrainRun(bench)
                    .run("bench_drain_" + pair, bench.options().rows()));
            Bench.say("DLQ-2 pair %d: peer %,.0f, ours %,.0f jobs/s", pair, peer.getLast(), ours.getLast());
        }
        Summary our = Summary.of(ours, rate -> rate);
        Summary their = Summary.of(peer, rate -> rate);
        Report.Table table = report.table("DLQ-2: due to recorded outcome, jobs/s", "who", "median", "least", "most");
        row(table, "dlq-service (over the redrive topic and back)", our);
        row(table, "db-scheduler (a task that does nothing)", their);
        report.goal(
                "redrive to recorded outcome ≥ db-scheduler",
                Bench.rate(our.median()) + " to " + Bench.rate(their.median()),
                our.median() >= their.median());
    }

    private static void due(Bench bench, Report report) {
        Latencies peer = new PeerScheduler(bench).lateness(bench.options().parked(), DUE_PER_SECOND, DUE_SECONDS);
        DueRun.Result ours = new DueRun(bench).run("bench_due", bench.options().parked(), DUE_PER_SECOND, DUE_SECONDS);
        Report.Table table = report.table(
                "DLQ-3: due to start at " + DUE_PER_SECOND + "/s with "
                        + bench.options().parked() + " parked",
                "who",
                "p50",
                "p99",
                "p99.9");
        row(table, "dlq-service", ours.late());
        row(table, "db-scheduler", peer);
        row(table, "dlq-service: a page of the list", ours.page());
        report.goal(
                "due to start p99 < 250 ms",
                Bench.millis(ours.late().millis(99)),
                ours.late().millis(99) < 250);
        report.goal(
                "list page p99 < 200 ms",
                Bench.millis(ours.page().millis(99)),
                ours.page().millis(99) < 200);
    }

    private static void row(Report.Table table, String who, Summary rate) {
        table.row(who, Bench.rate(rate.median()), Bench.rate(rate.least()), Bench.rate(rate.most()));
    }

    private static void row(Report.Table table, String who, Latencies late) {
        table.row(who, Bench.millis(late.millis(50)), Bench.millis(late.millis(99)), Bench.millis(late.millis(99.9)));
    }
}
