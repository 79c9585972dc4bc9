package dev.afterimage.dlq.parking;

import com.zaxxer.hikari.HikariDataSource;
import dev.afterimage.support.database.DatabaseProperties;
import dev.afterimage.support.database.Pool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The connections to PostgreSQL and the tables in it. Thread-safe.
 *
 * <p>Opening needs no server: the service starts while the database is away and waits for it.
 */
public final class Database implements AutoCloseable {
    private final HikariDataSource source;
    private final Jdbi jdbi;
    private volatile boolean migrated;

    private Database(HikariDataSource source) {
        this.source = source;
        this.jdbi = Jdbi.create(source).registerArrayType(Long.class, "bigint");
    }

    public static Database open(DatabaseProperties properties) {
        return new Database(Pool.open(properties, "dlq"));
    }

    /**
     * Makes or alters the tables; does nothing when they are as this version wants them.
     *
     * @throws RuntimeException if the server does not answer or refuses
     */
    public void migrate() {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration")
                .table("cdc_dead_letter_schema")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .validateMigrationNaming(true)
                .load()
                .migrate();
        migrated = true;
    }

    /** Whether the tables are known to be as this version wants them. */
    public boolean migrated() {
        return migrated;
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /** Asks for a person, who does not wait for ever: the server ends what takes longer than 5 s. */
    <T> T bounded(Function<Handle, T> query) {
        return jdbi.inTransaction(handle -> {
            handle.execute("set local statement_timeout = '5s'");
            return query.apply(handle);
        });
    }

    /** Work on a connection within a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Changes on a connection within a transaction. */
    @FunctionalInterface
    interface Change {
        void on(Connection connection) throws SQLException;
    }

    /** As {@link #transaction}, without an answer. */
    void change(Change change) {
        try {
            jdbi.useTransaction(handle -> change.on(handle.getConnection()));
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }

    /**
     * Does the work in one transaction.
     *
     * @throws StoreException if the database refuses it or does not answer
     */
    <T> T transaction(Work<T> work) {
        try {
            return jdbi.inTransaction(handle -> work.on(handle.getConnection()));
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
