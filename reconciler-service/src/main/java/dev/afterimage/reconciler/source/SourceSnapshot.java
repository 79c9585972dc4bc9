package dev.afterimage.reconciler.source;

import dev.afterimage.cdc.checksum.Checksum;
import dev.afterimage.cdc.key.KeyTexts;
import dev.afterimage.reconciler.compare.Buckets;
import dev.afterimage.reconciler.table.TableShape;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One table as it was at one moment. One thread at a time works on it; holds a transaction open until it is closed, which any thread may do and
 * which ends a statement that runs.
 */
public final class SourceSnapshot implements AutoCloseable {
    /** Keys looked up in one statement. */
    private static final int KEYS_AT_ONCE = 1_000;

    private final Connection connection;
    private final TableShape shape;
    private final RowSql sql;
    private final int fetchRows;
    private final KeyTexts ids;
    private volatile @Nullable Statement adding;

    SourceSnapshot(Connection connection, TableShape shape, int fetchRows) {
        this.connection = connection;
        this.shape = shape;
        this.sql = new RowSql(shape);
        this.fetchRows = fetchRows;
        this.ids = new KeyTexts(shape.idPrefix());
    }

    public TableShape shape() {
        return shape;
    }

    public long count() {
        try (PreparedStatement statement = connection.prepareStatement(sql.count());
                ResultSet found = statement.executeQuery()) {
            found.next();
            return found.getLong(1);
        } catch (SQLException e) {
            throw Source.failure("counting " + shape.name(), e);
        }
    }

    /** @param shift how many low bits of {@code a} a bucket spans */
    public Buckets buckets(int shift) {
        Buckets buckets = new Buckets();
        try (PreparedStatement statement = connection.prepareStatement(sql.buckets(shift))) {
            adding = statement;
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    buckets.add(found.getLong(1), found.getLong(2), found.getLong(3), found.getLong(4));
                }
            }
            return buckets;
        } catch (SQLException e) {
            throw Source.failure("adding up the checksums of " + shape.name(), e);
        } finally {
            adding = null;
        }
    }

    /** The rows of some buckets. */
    public void rowsOf(List<Long> buckets, int shift, Consumer<RowSum> each) {
        try (PreparedStatement statement = connection.prepareStatement(sql.rowsOfBuckets(shift))) {
            statement.setFetchSize(fetchRows);
            statement.setArray(1, connection.createArrayOf("bigint", buckets.toArray()));
            sums(statement, each);
        } catch (SQLException e) {
            throw Source.failure("reading buckets of " + shape.name(), e);
        }
    }

    /** Every row. */
    public void allSums(Consumer<RowSum> each) {
        try (PreparedStatement statement = connection.prepareStatement(sql.allSums())) {
            statement.setFetchSize(fetchRows);
            sums(statement, each);
        } catch (SQLException e) {
            throw Source.failure("reading all rows of " + shape.name(), e);
        }
    }

    /**
     * The rows with some keys.
     *
     * @param keys the texts of each key's columns
     */
    public void sumsOf(List<List<@Nullable String>> keys, Consumer<RowSum> each) {
        byKeys(sql.sumsOfKeys(), keys, found -> each.accept(sum(found)));
    }

    /** The compared columns' texts of the rows with some keys, by the id of the document. */
    public Map<String, Map<String, String>> textsOf(List<List<@Nullable String>> keys) {
        Map<String, Map<String, String>> rows = new HashMap<>();
        byKeys(sql.textsOfKeys(), keys, found -> {
            Map<String, String> texts = new HashMap<>();
            for (int i = 0; i < shape.compared().size(); i++) {
                String text = found.getString(shape.key().size() + 1 + i);
                if (text != null) {
                    texts.put(shape.compared().get(i).field(), text);
                }
            }
            rows.put(ids.id(key(found)), texts);
        });
        return rows;
    }

    @FunctionalInterface
    private interface Reading {
        void row(ResultSet found) throws SQLException;
    }

    private void byKeys(String statementText, List<List<@Nullable String>> keys, Reading reading) {
        try (PreparedStatement statement = connection.prepareStatement(statementText)) {
            for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
                List<List<@Nullable String>> some = keys.subList(from, Math.min(keys.size(), from + KEYS_AT_ONCE));
                bind(connection, statement, some, shape.key().size());
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        reading.row(found);
                    }
                }
            }
        } catch (SQLException e) {
            throw Source.failure("reading rows of " + shape.name() + " by key", e);
        }
    }

    static void bind(Connection connection, PreparedStatement statement, List<List<@Nullable String>> keys, int columns)
            throws SQLException {
        for (int column = 0; column < columns; column++) {
            @Nullable String[] texts = new String[keys.size()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = keys.get(i).get(column);
            }
            Array array = connection.createArrayOf("text", texts);
            statement.setArray(column + 1, array);
        }
    }

    private void sums(PreparedStatement statement, Consumer<RowSum> each) throws SQLException {
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                each.accept(sum(found));
            }
        }
    }

    private RowSum sum(ResultSet found) throws SQLException {
        int keys = shape.key().size();
        List<@Nullable String> key = key(found);
        return new RowSum(ids.id(key), key, new Checksum(found.getLong(keys + 1), found.getLong(keys + 2)));
    }

    private List<@Nullable String> key(ResultSet found) throws SQLException {
        List<@Nullable String> texts = new ArrayList<>(shape.key().size());
        for (int i = 0; i < shape.key().size(); i++) {
            texts.add(found.getString(i + 1));
        }
        return texts;
    }

    /** Ends the transaction. */
    @Override
    public void close() {
        Statement running = adding;
        try (connection) {
            if (running != null) {
                running.cancel();
            }
            connection.rollback();
        } catch (SQLException e) {
            // Nothing was changed, and the server ends a session whose connection is gone.
        }
    }
}
