package dev.afterimage.localstack.proof;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.connector.Connector;
import dev.afterimage.localstack.connector.MysqlConnector;
import dev.afterimage.localstack.connector.PostgresConnector;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * Shows that tables and indices agree, row by row and field by field.
 *
 * <pre>{@code
 * ProofReport report = proof.whenCaughtUp(Duration.ofSeconds(60), ProvenTable.of("shop", "orders"));
 * }</pre>
 *
 * <p>Nobody may write to the tables while it compares.
 */
public final class Proof {
    private final LocalStack stack;
    private final Map<String, Connector> connectors = new LinkedHashMap<>();
    private final String consumerGroup;

    /**
     * @param consumerGroup the indexer's
     * @param connectors those that capture the tables
     */
    public Proof(LocalStack stack, String consumerGroup, List<? extends Connector> connectors) {
        this.stack = stack;
        this.consumerGroup = consumerGroup;
        connectors.forEach(connector -> this.connectors.put(connector.topicPrefix(), connector));
    }

    /** Waits until everything committed before the call has passed the indexer. */
    public void awaitCaughtUp(Duration atMost) {
        IndexClient index = index();
        try (Admin admin = stack.kafka().admin()) {
            for (Connector connector : connectors.values()) {
                try (Connection connection = connector.source().connect(connector.database())) {
                    new CaughtUp(connector, following(connector, connection), index, admin, consumerGroup)
                            .await(atMost);
                }
            }
        } catch (SQLException e) {
            throw new StackException("The marker row could not be written: " + e.getMessage(), e);
        }
    }

    private Following following(Connector connector, Connection connection) {
        return switch (connector) {
            case PostgresConnector postgres -> new PostgresFollowing(connection, postgres.slot());
            case MysqlConnector mysql ->
                new MysqlFollowing(connection, stack.connect().client(), mysql.name());
        };
    }

    /** Waits until the indexer is through, then compares. */
    public ProofReport whenCaughtUp(Duration atMost, ProvenTable... tables) {
        awaitCaughtUp(atMost);
        return compare(List.of(tables));
    }

    /** Compares every row of the tables with every document of their indices as they are now. */
    public ProofReport compare(List<ProvenTable> tables) {
        Map<String, List<ProvenTable>> byIndex = new LinkedHashMap<>();
        tables.forEach(table -> byIndex.computeIfAbsent(table.index(), name -> new ArrayList<>())
                .add(table));
        ProofReport report = ProofReport.NOTHING;
        for (Map.Entry<String, List<ProvenTable>> entry : byIndex.entrySet()) {
            report = report.plus(compare(entry.getKey(), entry.getValue()));
        }
        return report;
    }

    private ProofReport compare(String name, List<ProvenTable> tables) {
        IndexClient index = index();
        index.refresh(name);
        Comparison comparison = new Comparison(name, index.all(name));
        for (ProvenTable table : tables) {
            Connector connector = connectors.get(table.topicPrefix());
            if (connector == null) {
                throw new IllegalArgumentException("no connector of this proof captures " + table.topic());
            }
            try (Connection connection = connector.source().connect(connector.database())) {
                comparison.rows(connection, table);
            } catch (SQLException e) {
                throw new StackException("Cannot read " + table.topic() + ": " + e.getMessage(), e);
            }
        }
        return comparison.finish();
    }

    public IndexClient index() {
        return IndexClient.of(stack.elasticsearch());
    }
}
