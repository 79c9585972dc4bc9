package dev.afterimage.reconciler.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The database that the index is compared with.
 *
 * @param url its JDBC address, without credentials in it; required
 * @param username who reads; needs SELECT on the compared tables and EXECUTE on {@code pg_logical_emit_message}
 * @param password its password
 * @param connectTimeout how long a connection may take, 1 s to 60 s
 * @param statementTimeout how long one statement may take before the server ends it, 1 s to 12 h
 * @param fetchRows rows fetched at once where rows are read, 100 to 100,000
 */
@ConfigurationProperties("afterimage.source")
public record SourceProperties(
        @Bindable(defaultValue = "") String url,
        @Nullable String username,
        @Nullable String password,
        @Bindable(defaultValue = "5s") Duration connectTimeout,
        @Bindable(defaultValue = "30m") Duration statementTimeout,
        @Bindable(defaultValue = "5000") int fetchRows) {
    public SourceProperties {
        require(url.isBlank() || url.startsWith("jdbc:postgresql:"), "url begins with jdbc:postgresql:");
        require(!url.contains("password="), "url must not hold credentials: set the username and password");
        require(
                connectTimeout.toMillis() >= 1_000 && connectTimeout.toMillis() <= 60_000,
                "connect-timeout is 1s to 60s");
        require(
                statementTimeout.toMillis() >= 1_000 && statementTimeout.toHours() <= 12,
                "statement-timeout is 1s to 12h");
        require(fetchRows >= 100 && fetchRows <= 100_000, "fetch-rows is 100 to 100000");
    }

    private static void require(boolean held, String rule) {
        if (!held) {
            throw new ConfigurationException("afterimage.source." + rule);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "SourceProperties[" + url + "]";
    }
}
