package dev.afterimage.benchmarks.indexer;

import dev.afterimage.benchmarks.gateway.Gateway;
import dev.afterimage.benchmarks.index.SearchNode;
import dev.afterimage.benchmarks.measure.SearchProbes;
import dev.afterimage.benchmarks.measure.Wait;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.StackOptions;
import dev.afterimage.localstack.part.Connect;
import dev.afterimage.localstack.part.Elasticsearch;
import dev.afterimage.localstack.part.Kafka;
import dev.afterimage.localstack.part.Postgres;
import dev.afterimage.localstack.part.ServiceKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The whole chain: how long after PostgreSQL's commit a change is acknowledged by Elasticsearch, and searchable. */
final class Chain {
    private static final String DATABASE = "chain";
    private static final String INDEX = DATABASE + ".public.orders";
    private static final int PER_SECOND = 2_000;
    private static final int WARM_UP_SECONDS = 90;
    private static final int SECONDS = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Options options;
    private final Path logs;

    /** @param logs where the logs go if it fails */
    Chain(Options options, Path logs) {
        this.options = options;
        this.logs = logs;
    }

    void run(IndexerReport report) {
        Stage.say("chain: PostgreSQL, Debezium, Kafka, indexer, Elasticsearch");
        StackOptions parts = StackOptions.only(Postgres.NAME, Kafka.NAME, Connect.NAME, Elasticsearch.NAME)
                .withHeap(Elasticsearch.NAME, "2g")
                .withProgress(step -> Stage.say("%s", step));
        try (LocalStack stack = LocalStack.start(parts)) {
            stack.connect().client().create(stack.connectorFor(DATABASE, DATABASE));
            stack.connect().client().awaitRunning(DATABASE);
            CommitTimes commits = new CommitTimes();
            SearchNode node = new SearchNode(stack.elasticsearch().url());
            try (Gateway gateway = Gateway.start(node.url(), commits)) {
                stack.services()
                        .launch(
                                ServiceKind.INDEXER,
                                Map.of("AFTERIMAGE_TOPIC_PREFIX", DATABASE, "ELASTICSEARCH_URIS", gateway.url()));
                measure(stack, node, commits, report);
            } catch (RuntimeException | ExecutionException e) {
                Stage.keepLogs(stack, logs);
                throw e;
            }
        } catch (SQLException | ExecutionException e) {
            throw new IllegalStateException("the chain could not be measured", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void measure(LocalStack stack, SearchNode node, CommitTimes commits, IndexerReport report)
            throws SQLException, ExecutionException, InterruptedException {
        try (Connection connection = stack.postgres().connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(ChainTable.CREATE);
            statement.execute(String.format(ChainTable.INSERT, 1_000_000_000, 0));
            Wait.until("the first document", PATIENCE, Duration.ofMillis(100), () -> node.find(
                            "GET", "/" + INDEX + "/_doc/1000000000")
                    .path("found")
                    .asBoolean(false));
            Phase warmUp = Phase.of("indexer", PER_SECOND, options.seconds(WARM_UP_SECONDS));
            Phase measured = Phase.of("indexer", PER_SECOND, options.seconds(SECONDS));
            List<ChainWriter> writers = new ArrayList<>();
            List<Connection> connections = new ArrayList<>();
            try (SearchProbes probes = new SearchProbes(node, INDEX)) {
                for (int i = 0; i < ChainWriter.writers(); i++) {
                    Connection own = stack.postgres().connect(DATABASE);
                    connections.add(own);
                    writers.add(new ChainWriter(i, own, commits));
                }
                write(writers, warmUp, probes);
                write(writers, measured, probes);
                Wait.until("all is found", PATIENCE, Duration.ofMillis(100), () -> probes.open() == 0);
            } finally {
                for (Connection own : connections) {
                    own.close();
                }
            }
            statement.execute(String.format(ChainTable.INSERT, 1_000_000_001, 1));
            String check = settled(connection, node);
            Stage.say(
                    "commit to acknowledged p50 %.0f, p99 %.0f ms; to searchable p50 %.0f, p99 %.0f ms; index %s",
                    measured.toAcknowledged().millis(50),
                    measured.toAcknowledged().millis(99),
                    measured.toSearchable().millis(50),
                    measured.toSearchable().millis(99),
                    check);
            report.chain(measured, check);
        }
    }

    /** Compares until it is exact or patience ends: another partition may come after the one with the last row. */
    private static String settled(Connection connection, SearchNode node) throws SQLException {
        String check = "";
        for (int i = 0; i < 20 && !check.startsWith("exact"); i++) {
            Wait.millis(500);
            check = ChainTable.compare(connection, node, INDEX);
        }
        return check;
    }

    private static void write(List<ChainWriter> writers, Phase phase, SearchProbes probes)
            throws ExecutionException, InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(writers.size())) {
            List<Future<?>> running = new ArrayList<>();
            for (ChainWriter writer : writers) {
                running.add(threads.submit(() -> {
                    writer.write(
                            phase.perSecond(), phase.seconds(), phase.toAcknowledged(), phase.toSearchable(), probes);
                    return true;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }
}
