package dev.afterimage.support.database;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL database in which a service keeps what it must remember.
 *
 * @param url its JDBC address, without credentials in it; required
 * @param username who connects; needs to create and alter the service's own tables in the default schema
 * @param password its password
 * @param maximumPoolSize connections at most, 4 to 100
 * @param connectionTimeout how long a call waits for a connection, 250 ms to 60 s
 * @param statementTimeout how long one statement may take before the server ends it, 1 s to 10 min
 */
@ConfigurationProperties("datasources.default")
public record DatabaseProperties(
        @Bindable(defaultValue = "") String url,
        @Nullable String username,
        @Nullable String password,
        @Bindable(defaultValue = "10") int maximumPoolSize,
        @Bindable(defaultValue = "5s") Duration connectionTimeout,
        @Bindable(defaultValue = "60s") Duration statementTimeout) {
    public DatabaseProperties {
        require(url.isBlank() || url.startsWith("jdbc:postgresql:"), "url begins with jdbc:postgresql:");
        require(!url.contains("password="), "url must not hold credentials: set the username and password");
        require(maximumPoolSize >= 4 && maximumPoolSize <= 100, "maximum-pool-size is 4 to 100");
        require(
                connectionTimeout.toMillis() >= 250 && connectionTimeout.toMillis() <= 60_000,
                "connection-timeout is 250ms to 60s");
        require(
                statementTimeout.toMillis() >= 1_000 && statementTimeout.toMillis() <= 600_000,
                "statement-timeout is 1s to 10m");
    }

    private static void require(boolean held, String rule) {
        if (!held) {
            throw new ConfigurationException("datasources.default." + rule);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseProperties[" + url + "]";
    }
}
