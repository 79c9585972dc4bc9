package dev.afterimage.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.StackOptions;
import dev.afterimage.localstack.connector.PostgresConnector;
import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.part.ServiceKind;
import dev.afterimage.localstack.process.Waiting;
import dev.afterimage.localstack.proof.IndexClient;
import dev.afterimage.localstack.proof.Proof;
import dev.afterimage.localstack.proof.ProofReport;
import dev.afterimage.localstack.proof.ProvenTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the shop from its first row to the proof; the exit status is 0 only if every row and every document agree. */
public final class Demo {
    private static final String NAME = "shop";
    private static final String TOKEN = UUID.randomUUID().toString();
    private static final String GROUP = "afterimage-indexer";
    private static final int TRANSACTIONS_PER_SECOND = 90;
    private static final Duration LIVE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Narrator narrator;
    private final LocalStack stack;
    private final PostgresConnector connector;
    private final IndexClient index;

    private Demo(Narrator narrator, LocalStack stack) {
        this.narrator = narrator;
        this.stack = stack;
        this.connector = stack.connectorFor(NAME, NAME);
        this.index = new IndexClient(stack.elasticsearch().url());
    }

    public static void main(String[] arguments) {
        boolean keep = List.of(arguments).equals(List.of("--keep"));
        if (arguments.length > 0 && !keep) {
            System.err.println("usage: ./afterimage demo [--keep]");
            System.exit(2);
        }
        System.exit(run(keep));
    }

    private static int run(boolean keep) {
        Narrator narrator = new Narrator(System.out);
        narrator.chapter("Starting PostgreSQL, Kafka, Connect with Debezium, and Elasticsearch");
        try (LocalStack stack = LocalStack.start(
                StackOptions.only("postgres", "connect", "elasticsearch").withProgress(narrator::step))) {
            return new Demo(narrator, stack).play(keep);
        } catch (StackException e) {
            System.err.println("afterimage: " + e.getMessage());
        } catch (SQLException | ExecutionException e) {
            System.err.println("afterimage: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    private int play(boolean keep) throws SQLException, InterruptedException, ExecutionException {
        narrator.chapter("Filling the shop");
        connector.prepareDatabase();
        try (Connection connection = stack.postgres().connect(NAME)) {
            Shop.create(connection);
        }
        narrator.step(String.format("%,d rows in %s", Shop.ROWS, String.join(", ", Shop.TABLES)));

        narrator.chapter("Snapshot into the index");
        Map<String, String> settings = settings();
        Service indexer = stack.services().launch(ServiceKind.INDEXER, settings);
        Service dlq = stack.services().launch(ServiceKind.DLQ, settings);
        Service assembler = stack.services().launch(ServiceKind.TXN_ASSEMBLER, settings);
        Service reconciler = stack.services().launch(ServiceKind.RECONCILER, reconciling(settings));
        stack.connect().client().create(connector);
        awaitSnapshot();
        indexer.awaitReady();
        assembler.awaitReady();

        narrator.chapter(
                "Live: orders, price changes, key changes, deletes, roll-backs, and one transaction held open across an incremental snapshot");
        String latencies = live();

        narrator.chapter("Poison: rows that the index cannot take");
        dlq.awaitReady();
        poison(dlq);

        narrator.chapter("Comparing every row with every document");
        ProofReport report = prove();
        Assembly assembly = new Assembly(assembler);
        Waiting.until(PATIENCE, assembly::isDone);

        narrator.chapter("Behind the pipeline's back: 25 documents are damaged, found, explained and repaired");
        reconciler.awaitReady();
        Reconciliation reconciliation = new Reconciliation(reconciler, TOKEN);
        boolean mended = damageAndRepair(reconciliation);
        JsonNode last = reconciliation.run("[]", false);
        boolean equal = last.path("state").asText().equals("equal");
        narrator.result(report, latencies + "\n" + assembly.figures() + "\n" + Reconciliation.words(last));
        if (keep) {
            stayUp(indexer, dlq, assembler, reconciler);
        } else {
            narrator.step("./afterimage demo --keep leaves everything running and tells the addresses");
        }
        return report.exact() && mended && equal ? 0 : 1;
    }

    private Map<String, String> reconciling(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(stack.reconciling(NAME));
        all.put("AFTERIMAGE_RECONCILER_SECOND_LOOK", "1s");
        return all;
    }

    /** Whether exactly what was damaged was found, and all of it repaired. */
    private boolean damageAndRepair(Reconciliation reconciliation) throws SQLException {
        List<String> orders = new ArrayList<>();
        try (Connection connection = stack.postgres().connect(NAME);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select id from public.orders order by random() limit 25")) {
            while (found.next()) {
                orders.add(found.getString(1));
            }
        }
        Corruption.Planted planted = new Corruption(index, proven("orders").index()).strike(orders);
        narrator.step(planted.count() + " documents of orders damaged: "
                + planted.byKind().entrySet().stream()
                        .map(kind -> kind.getValue().size() + " " + kind.getKey())
                        .collect(Collectors.joining(", ")));
        JsonNode run = reconciliation.run("[\"public.orders\"]", true);
        Map<String, Set<String>> found = Reconciliation.keys(run);
        long repaired = run.path("tables").path(0).path("repaired").asLong();
        boolean exact = found.equals(planted.byKind());
        narrator.step((exact ? "found: exactly these, by key and kind" : "found: NOT the same, " + found) + "; "
                + repaired + " repaired");
        return exact && repaired == planted.count();
    }

    private Map<String, String> settings() {
        Path tables = stack.folder().resolve("demo-tables.yml");
        try {
            Files.writeString(tables, Poison.TABLES);
        } catch (IOException e) {
            throw new StackException("Cannot write " + tables + ": " + e.getMessage(), e);
        }
        return Map.of(
                "AFTERIMAGE_TOPIC_PREFIX",
                NAME,
                "AFTERIMAGE_FORMAT",
                "json-schema",
                "MICRONAUT_CONFIG_FILES",
                tables.toString(),
                "AFTERIMAGE_OPERATOR_TOKEN",
                TOKEN);
    }

    private void poison(Service dlq) throws SQLException {
        try (Poison poison = new Poison(stack.postgres(), NAME, index, dlq, TOKEN)) {
            JsonNode cause = poison.strike();
            narrator.step(cause.path("count").asText() + " records parked, one cause: "
                    + cause.path("category").asText() + ", "
                    + cause.path("errorMessage").asText());
            poison.mend();
            narrator.step("mended: the index takes such rows now");
            JsonNode release = poison.release(cause);
            narrator.step("released: first one, then a few, then the rest; "
                    + release.path("home").asText() + " came home");
        }
    }

    private void awaitSnapshot() {
        long from = System.nanoTime();
        boolean there = Waiting.until(PATIENCE, () -> {
            long documents = documents();
            narrator.progress(() -> String.format("%,d of %,d documents", documents, Shop.ROWS));
            return documents >= Shop.ROWS;
        });
        if (!there) {
            throw new StackException("The snapshot was not indexed within " + PATIENCE.toSeconds() + " s.");
        }
        narrator.step(String.format("%,d documents after %.1f s", Shop.ROWS, (System.nanoTime() - from) / 1e9));
    }

    private long documents() {
        return Shop.TABLES.stream()
                .mapToLong(table -> index.count(proven(table).index(), "{}"))
                .sum();
    }

    private String live() throws SQLException, InterruptedException, ExecutionException {
        long seed = System.nanoTime();
        narrator.step("seed " + seed);
        long end = System.nanoTime() + LIVE.toNanos();
        String orders = proven("orders").index();
        try (Workload workload = Workload.start(stack.postgres(), NAME, seed, TRANSACTIONS_PER_SECOND);
                Probes probes = new Probes(stack.postgres(), NAME, index, orders);
                OpenTransaction held = new OpenTransaction(stack.postgres(), NAME, index, orders)) {
            int rows = held.acrossAnIncrementalSnapshot();
            narrator.step(
                    "a transaction with " + rows + " rows was open while a snapshot read their old values; committed");
            Waiting.until(Duration.ofNanos(Math.max(0, end - System.nanoTime())), () -> {
                narrator.progress(() -> String.format(
                        "%,d transactions, %,d rows changed; commit to searchable: %s",
                        workload.transactions(), workload.rows(), probes.searchable()));
                return false;
            });
            probes.stop();
            workload.stop();
            narrator.step(
                    String.format("%,d transactions, %,d rows changed", workload.transactions(), workload.rows()));
            return "commit to stored:     " + probes.stored() + "\ncommit to searchable: " + probes.searchable();
        }
    }

    private ProofReport prove() {
        Proof proof = new Proof(stack, GROUP, List.of(connector));
        return proof.whenCaughtUp(
                PATIENCE,
                Stream.concat(Shop.TABLES.stream(), Stream.of(Poison.TABLE))
                        .map(Demo::proven)
                        .toArray(ProvenTable[]::new));
    }

    private static ProvenTable proven(String table) {
        return ProvenTable.of(NAME, table);
    }

    private void stayUp(Service indexer, Service dlq, Service assembler, Service reconciler)
            throws InterruptedException {
        narrator.chapter("Everything stays up until Ctrl-C");
        narrator.step("Indexer        " + indexer.url() + "   (status page; /api/v1/tables, /prometheus)");
        narrator.step("Dead letters   " + dlq.url() + "   (console; /api/v1/dead-letters, /prometheus)");
        narrator.step("Assembler      " + assembler.url() + "   (transactions; /api/v1/transactions, /prometheus)");
        narrator.step("Reconciler     " + reconciler.url() + "   (runs and differences; /api/v1/reconciliations)");
        narrator.step("Operator token " + TOKEN);
        narrator.step("Elasticsearch  " + stack.elasticsearch().url() + "/"
                + proven("orders").index() + "/_search?q=note:gift");
        narrator.step("PostgreSQL     PGPASSWORD=" + stack.postgres().password() + " psql -h "
                + stack.postgres().host() + " -p " + stack.postgres().port() + " -U "
                + stack.postgres().user() + " " + NAME);
        narrator.step("Kafka          " + stack.kafka().bootstrapServers());
        narrator.step("Kafka Connect  " + stack.connect().url() + "/connectors/" + NAME + "/status");
        narrator.step("Logs           " + stack.folder().resolve("logs"));
        CountDownLatch forever = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(forever::countDown, "demo-end"));
        forever.await();
    }
}
