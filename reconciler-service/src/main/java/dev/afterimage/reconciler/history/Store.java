package dev.afterimage.reconciler.history;

import com.zaxxer.hikari.HikariDataSource;
import dev.afterimage.support.database.DatabaseProperties;
import dev.afterimage.support.database.Pool;
import dev.afterimage.support.loop.Beginning;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The database in which findings are kept. Thread-safe. */
public final class Store implements AutoCloseable {
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Store(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool).registerArrayType(String.class, "text");
    }

    @Factory
    static final class Making {
        @Singleton
        @Bean(preDestroy = "close")
        Store store(DatabaseProperties properties) {
            return new Store(Pool.open(properties, "reconciler"));
        }

        @Singleton
        Beginning beginning(Store store) {
            return store::migrate;
        }
    }

    private void migrate() {
        Flyway.configure(Store.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:db/reconciler")
                .table("reconciliation_schema")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /** Work in one transaction. */
    <T> T in(Function<Handle, T> work) {
        return jdbi.inTransaction(work::apply);
    }

    /** A connection of its own, for a lock that lasts as long as it does; who opens it closes it. */
    Handle open() {
        return jdbi.open();
    }

    @Override
    public void close() {
        pool.close();
    }
}
