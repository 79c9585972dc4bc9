package dev.afterimage.benchmarks.reconciler;

import dev.afterimage.benchmarks.index.SearchNode;
import dev.afterimage.benchmarks.measure.Summary;
import dev.afterimage.benchmarks.measure.Wait;
import dev.afterimage.benchmarks.report.Report;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.StackOptions;
import dev.afterimage.localstack.artifact.Checkout;
import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.part.ServiceKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs REC-1 to REC-3 over the whole chain and reports. */
public final class ReconcilerBenchmarks {
    private static final String DATABASE = "rec";
    private static final String TOKEN = "a-token-of-the-benchmarks";
    private static final Duration SNAPSHOT = Duration.ofMinutes(30);
    private static final int WRITES_PER_SECOND = 2_000;
    private static final double GOAL_ROWS = 250_000;

    private final ReconcilerOptions options;
    private final Report report;

    private ReconcilerBenchmarks(ReconcilerOptions options, Report report) {
        this.options = options;
        this.report = report;
    }

    public static void run(ReconcilerOptions options) {
        Path folder = Checkout.find().root().resolve("benchmarks/target/bench");
        Report report = new Report(folder, "reconciler", options.words());
        StackOptions parts = StackOptions.only("postgres", "connect", "elasticsearch")
                .withHeap("elasticsearch", "2g")
                .withProgress(step -> say("%s", step));
        try (LocalStack stack = LocalStack.start(parts)) {
            new ReconcilerBenchmarks(options, report).run(stack);
        } catch (SQLException | ExecutionException e) {
            throw new IllegalStateException("the reconciler could not be measured", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            report.end();
        }
    }

    private void run(LocalStack stack) throws SQLException, InterruptedException, ExecutionException {
        stack.postgres().createDatabase(DATABASE);
        SearchNode node = new SearchNode(stack.elasticsearch().url());
        String index = DATABASE + "." + BenchTable.NAME;
        try (Connection connection = stack.postgres().connect(DATABASE)) {
            BenchTable.create(connection);
            BenchTable.fill(connection, options.rows());
            Map<String, String> settings =
                    Map.of("AFTERIMAGE_TOPIC_PREFIX", DATABASE, "AFTERIMAGE_OPERATOR_TOKEN", TOKEN);
            stack.services().launch(ServiceKind.INDEXER, settings);
            stack.connect().client().create(stack.connectorFor(DATABASE, DATABASE));
            say("indexing %,d rows", options.rows());
            Wait.until("the snapshot", SNAPSHOT, Duration.ofSeconds(1), () -> {
                node.find("POST", "/" + index + "/_refresh");
                return node.find("GET", "/" + index + "/_count").path("count").asLong() >= options.rows();
            });
            Map<String, String> own = new HashMap<>(settings);
            own.putAll(stack.reconciling(DATABASE));
            own.put("AFTERIMAGE_RECONCILER_CRON", "never");
            own.put("AFTERIMAGE_RECONCILER_LOOKS", "12");
            Service service = stack.services().start(ServiceKind.RECONCILER, own);
            ReconcilerClient client = new ReconcilerClient(service.url(), TOKEN);
            say("warming up");
            ReconcilerClient.Result first = client.run("checksums");
            report.table(
                            "The first look at the index, which reads every document's version",
                            "seconds",
                            "documents read")
                    .row(text(first.seconds()), Long.toString(first.moved()));
            BenchTable.bareAggregate(connection);
            clean(stack, connection, client);
            find(node, index, client);
            live(stack, client);
        }
    }

    private void clean(LocalStack stack, Connection connection, ReconcilerClient client) throws SQLException {
        List<Double> limits = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        double full = 0;
        long moved = 0;
        boolean equal = true;
        for (int pair = 0; pair < options.pairs(); pair++) {
            limits.add(BenchTable.bareAggregate(connection));
            double before = BenchTable.cpuSeconds(stack.postgres().pid());
            ReconcilerClient.Result result = client.run("checksums");
            cpu.add(BenchTable.cpuSeconds(stack.postgres().pid()) - before);
            ours.add(result.seconds());
            moved = Math.max(moved, result.moved());
            equal &= result.state().equals("equal");
            say(
                    "REC-1: bare aggregate %.2f s, reconciler %.2f s, %s",
                    limits.getLast(), result.seconds(), result.state());
        }
        full = client.run("full").seconds();
        double limit = Summary.of(limits, Double::doubleValue).median();
        double our = Summary.of(ours, Double::doubleValue).median();
        Report.Table table = report.table(
                "REC-1: " + options.rows() + " equal rows of 12 columns", "who", "seconds, median", "rows/s");
        table.row("bare SQL aggregate (limit)", text(limit), rate(limit));
        table.row("reconciler, checksums, from order of the cut to the result", text(our), rate(our));
        table.row("reconciler, full", text(full), rate(full));
        report.goal("equal tables are called equal", equal ? "yes" : "NO", equal);
        report.goal(
                "rows compared a second when equal: at least 250,000", rate(our), options.rows() / our >= GOAL_ROWS);
        report.goal("time, times the bare aggregate: at most 3", text(our / limit), our / limit <= 3);
        report.goal("rows moved when equal: under 0.1 %", Long.toString(moved), moved < options.rows() / 1000);
        Report.Table load = report.table("Load on the source", "CPU seconds of PostgreSQL a run, median");
        load.row(text(Summary.of(cpu, Double::doubleValue).median()));
    }

    private void find(SearchNode node, String index, ReconcilerClient client) {
        Set<String> planted = new TreeSet<>();
        for (int i = 1; i <= 4; i++) {
            String id = Integer.toString(i * (options.rows() / 11));
            node.find("DELETE", "/" + index + "/_doc/" + id);
            planted.add("missing " + id);
        }
        for (int i = 5; i <= 10; i++) {
            String id = Integer.toString(i * (options.rows() / 11));
            node.require("POST", "/" + index + "/_update/" + id, "{\"doc\": {\"note\": \"altered\"}}");
            planted.add("different " + id);
        }
        ReconcilerClient.Result result = client.run("checksums");
        Set<String> found = new TreeSet<>();
        for (String kind : List.of("missing", "extra", "stale", "different")) {
            result.table()
                    .path(kind)
                    .forEach(one -> found.add(kind + " " + one.path("key").asText()));
        }
        say(
                "REC-2: %d differences planted, %s after %.2f s, %,d rows moved",
                planted.size(),
                found.equals(planted) ? "all found" : "found " + found,
                result.seconds(),
                result.moved());
        Report.Table table =
                report.table("REC-2: ten differences", "seconds", "rows/s", "rows and documents moved", "found");
        table.row(
                text(result.seconds()),
                rate(result.seconds()),
                Long.toString(result.moved()),
                found.equals(planted) ? "exactly" : found.toString());
        report.goal("ten differences found exactly", found.equals(planted) ? "yes" : "NO", found.equals(planted));
        report.goal(
                "rows moved to find them: under 1 %",
                Long.toString(result.moved()), result.moved() < options.rows() / 100);
        planted.forEach(one -> {
            String id = one.substring(one.indexOf(' ') + 1);
            node.find("DELETE", "/" + index + "/_doc/" + id);
        });
    }

    private void live(LocalStack stack, ReconcilerClient client)
            throws SQLException, InterruptedException, ExecutionException {
        try (Connection connection = stack.postgres().connect(DATABASE);
                Statement statement = connection.createStatement()) {
            // The documents that were damaged come anew by themselves.
            statement.execute("update " + BenchTable.NAME + " set quantity = quantity + 1 where id % "
                    + options.rows() / 11 + " = 0");
        }
        AtomicBoolean ending = new AtomicBoolean();
        int runs = 0;
        int alarms = 0;
        int inconclusive = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection connection = stack.postgres().connect(DATABASE)) {
            Future<Long> written = threads.submit(() -> write(connection, ending));
            long until = System.nanoTime()
                    + Duration.ofSeconds(options.loadSeconds()).toNanos();
            while (System.nanoTime() < until) {
                String state = client.run("checksums").state();
                runs++;
                alarms += state.equals("different") || state.equals("failed") ? 1 : 0;
                inconclusive += state.equals("inconclusive") ? 1 : 0;
            }
            ending.set(true);
            say(
                    "REC-3: %d runs under %,d writes, %d false alarms, %d inconclusive",
                    runs, written.get(), alarms, inconclusive);
            Report.Table table =
                    report.table("REC-3: under writes", "seconds", "writes", "runs", "false alarms", "inconclusive");
            table.row(
                    Integer.toString(options.loadSeconds()),
                    Long.toString(written.get()),
                    Integer.toString(runs),
                    Integer.toString(alarms),
                    Integer.toString(inconclusive));
            report.goal("false alarms under 2,000 writes a second: 0", Integer.toString(alarms), alarms == 0);
        }
    }

    private long write(Connection connection, AtomicBoolean ending) throws SQLException, InterruptedException {
        long written = 0;
        int perTransaction = 20;
        long from = System.nanoTime();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            while (!ending.get()) {
                for (int i = 0; i < perTransaction; i++) {
                    long id = 1 + Math.floorMod(written * 7_919L, options.rows());
                    statement.addBatch("update " + BenchTable.NAME + " set quantity = quantity + 1 where id = " + id);
                    written++;
                }
                statement.executeBatch();
                connection.commit();
                long due = from + written * 1_000_000_000L / WRITES_PER_SECOND;
                Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
            }
        }
        return written;
    }

    private String rate(double seconds) {
        return String.format(Locale.ROOT, "%,.0f", options.rows() / seconds);
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    @SuppressWarnings("SystemOut") // A command line program.
    private static void say(String message, Object... values) {
        System.out.println("  " + String.format(Locale.ROOT, message, values));
    }
}
