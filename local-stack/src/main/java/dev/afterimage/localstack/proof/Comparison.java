package dev.afterimage.localstack.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares rows with the documents of one index; what no row asked for at the end is extra. Not thread-safe. */
final class Comparison {
    private static final int FETCH = 1000;
    private static final int LONGEST_VALUE = 80;
    private static final String ORIGIN = "_cdc";

    private final String index;
    private final Map<String, StoredDocument> documents;
    private final Set<String> met = new HashSet<>();
    private final Map<ProofReport.Kind, Long> counts = new EnumMap<>(ProofReport.Kind.class);
    private final List<ProofReport.Finding> findings = new ArrayList<>();
    private long rows;

    Comparison(String index, Map<String, StoredDocument> documents) {
        this.index = index;
        this.documents = documents;
    }

    /** Compares every row of a table, read in one snapshot of the database. */
    void rows(Connection connection, ProvenTable table) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            Dialect dialect = Dialect.of(connection);
            for (String preparation : dialect.preparation()) {
                statement.execute(preparation);
            }
            TableLayout layout = dialect.layout(connection, table);
            statement.setFetchSize(FETCH);
            ResultSet row = statement.executeQuery(select(dialect, table, layout));
            while (row.next()) {
                compare(table, layout, row);
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static String select(Dialect dialect, ProvenTable table, TableLayout layout) {
        return "select "
                + layout.columns().stream().map(TableColumn::expression).collect(Collectors.joining(", "))
                + " from " + dialect.quoted(table.schema()) + "." + dialect.quoted(table.table())
                + " order by "
                + layout.key().stream().map(dialect::quoted).collect(Collectors.joining(", "));
    }

    private void compare(ProvenTable table, TableLayout layout, ResultSet row) throws SQLException {
        rows++;
        Map<String, JsonNode> expected = new HashMap<>();
        for (int i = 0; i < layout.columns().size(); i++) {
            TableColumn column = layout.columns().get(i);
            expected.put(column.name(), column.expected(row, i + 1));
        }
        List<JsonNode> key = layout.key().stream().map(expected::get).toList();
        String id = ExpectedId.of(key, table.sourceInId() ? table.topicPrefix() : "");
        if (!met.add(id)) {
            throw new IllegalStateException("two rows of " + table.topic() + " have the id " + id);
        }
        StoredDocument stored = documents.get(id);
        if (stored == null) {
            found(ProofReport.Kind.MISSING, id, "");
            return;
        }
        JsonNode document = stored.json();
        if (deleted(document)) {
            found(ProofReport.Kind.MISSING, id, "a tombstone is in its place");
            return;
        }
        String difference = difference(table, layout, expected, document, stored.version());
        if (!difference.isEmpty()) {
            found(ProofReport.Kind.DIFFERENT, id, difference);
        }
    }

    private static String difference(
            ProvenTable table, TableLayout layout, Map<String, JsonNode> expected, JsonNode document, long version) {
        List<String> differences = new ArrayList<>();
        for (TableColumn column : layout.columns()) {
            JsonNode wanted = expected.getOrDefault(column.name(), MissingNode.getInstance());
            JsonNode found = document.path(column.name());
            if (!column.same(wanted, found)) {
                differences.add(column.name() + " is " + shortened(found) + ", not " + shortened(wanted));
            }
        }
        document.fieldNames().forEachRemaining(field -> {
            if (!field.equals(ORIGIN)
                    && !expected.containsKey(field)
                    && !table.formerColumns().contains(field)) {
                differences.add(field + " is no column of the table");
            }
        });
        JsonNode written = document.path(ORIGIN).path("version");
        if (written.asLong() != version) {
            differences.add("_version is " + version + ", _cdc.version " + shortened(written));
        }
        return String.join("; ", differences);
    }

    /** Call it once, after all tables of the index. */
    ProofReport finish() {
        long alive = 0;
        for (Map.Entry<String, StoredDocument> entry : documents.entrySet()) {
            if (!deleted(entry.getValue().json())) {
                alive++;
                if (!met.contains(entry.getKey())) {
                    found(ProofReport.Kind.EXTRA, entry.getKey(), "");
                }
            }
        }
        return new ProofReport(
                rows,
                alive,
                counts.getOrDefault(ProofReport.Kind.MISSING, 0L),
                counts.getOrDefault(ProofReport.Kind.EXTRA, 0L),
                counts.getOrDefault(ProofReport.Kind.DIFFERENT, 0L),
                findings);
    }

    private static boolean deleted(JsonNode document) {
        return document.path(ORIGIN).path("deleted").asBoolean();
    }

    private void found(ProofReport.Kind kind, String id, String detail) {
        if (counts.merge(kind, 1L, Long::sum) <= ProofReport.TOLD) {
            findings.add(new ProofReport.Finding(kind, index, id, detail));
        }
    }

    private static String shortened(JsonNode value) {
        String text = value.isMissingNode() ? "absent" : value.toString();
        return text.length() <= LONGEST_VALUE
                ? text
                : text.substring(0, LONGEST_VALUE) + "… (" + text.length() + " characters)";
    }
}
