package dev.afterimage.support.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.exceptions.ConfigurationException;
import java.util.Properties;

/** Opens the connections to a service's database; that needs no server, so that the service starts while the database is away. */
public final class Pool {
    private Pool() {}

    /**
     * Who opens it closes it.
     *
     * @param service its name, shown in the pool's threads and to the server
     * @throws ConfigurationException if no address is set
     */
    public static HikariDataSource open(DatabaseProperties properties, String service) {
        if (properties.url().isBlank()) {
            throw new ConfigurationException(
                    "datasources.default.url is not set: set DATASOURCES_DEFAULT_URL to jdbc:postgresql://host:port/database");
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName(service);
        config.setJdbcUrl(properties.url());
        config.setUsername(properties.username());
        config.setPassword(properties.password());
        config.setMaximumPoolSize(properties.maximumPoolSize());
        config.setMinimumIdle(2);
        config.setConnectionTimeout(properties.connectionTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        Properties driver = new Properties();
        driver.setProperty("ApplicationName", "afterimage-" + service);
        driver.setProperty("reWriteBatchedInserts", "true");
        driver.setProperty("tcpKeepAlive", "true");
        driver.setProperty("connectTimeout", "5");
        // Above the server's own limit, so that a server that went away is noticed and a slow one is not mistaken for
        // it.
        driver.setProperty(
                "socketTimeout", Long.toString(properties.statementTimeout().toSeconds() + 10));
        driver.setProperty(
                "options",
                "-c statement_timeout=" + properties.statementTimeout().toMillis() + " -c TimeZone=UTC");
        config.setDataSourceProperties(driver);
        return new HikariDataSource(config);
    }
}
