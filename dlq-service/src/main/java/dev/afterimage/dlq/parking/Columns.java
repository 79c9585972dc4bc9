package dev.afterimage.dlq.parking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Gives a statement its parameters one after the other, each an array that is a column of rows. */
final class Columns {
    private final Connection connection;
    private final PreparedStatement statement;
    private int last;

    Columns(Connection connection, PreparedStatement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    /** A column: of each row its value. */
    static <T, V> @Nullable V[] of(List<T> rows, Function<T, @Nullable V> value, IntFunction<@Nullable V[]> array) {
        @Nullable V[] all = array.apply(rows.size());
        for (int i = 0; i < all.length; i++) {
            all[i] = value.apply(rows.get(i));
        }
        return all;
    }

    /** @param type the elements' type as PostgreSQL calls it */
    void add(String type, @Nullable Object[] values) throws SQLException {
        statement.setArray(++last, connection.createArrayOf(type, values));
    }
}
