package dev.afterimage.txn.config;

import dev.afterimage.cdc.registry.RegistryCredentials;
import dev.afterimage.cdc.registry.RegistrySettings;
import dev.afterimage.cdc.registry.SchemaRegistry;
import dev.afterimage.cdc.registry.SchemaSource;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The schema registry, needed for Avro only.
 *
 * @param url its Confluent-compatible API
 * @param username user of the basic credentials; none means no credentials
 * @param password its password
 * @param connectTimeout how long a connection may take
 * @param requestTimeout how long one request may take in all
 */
@ConfigurationProperties("schema-registry")
public record RegistryProperties(
        @Nullable URI url,
        @Nullable String username,
        @Nullable String password,
        @Bindable(defaultValue = "2s") Duration connectTimeout,
        @Bindable(defaultValue = "5s") Duration requestTimeout) {
    public RegistryProperties {
        if (url != null && url.getUserInfo() != null) {
            throw new ConfigurationException(
                    "schema-registry.url must not hold credentials: set the username and password");
        }
        if ((username == null) != (password == null)) {
            throw new ConfigurationException("schema-registry.username and schema-registry.password belong together");
        }
    }

    /** A client of it, for one thread's use or several's; one that knows no schema where no address is set. */
    public SchemaSource schemas() {
        SchemaRegistry client = client();
        return client == null ? SchemaSource.NONE : client;
    }

    /** A client of it, for one thread's use or several's; null where no address is set. */
    public @Nullable SchemaRegistry client() {
        if (url == null) {
            return null;
        }
        RegistrySettings defaults = RegistrySettings.at(url);
        RegistryCredentials credentials = username == null || password == null
                ? RegistryCredentials.none()
                : RegistryCredentials.basic(username, password);
        return new SchemaRegistry(
                new RegistrySettings(
                        url,
                        requestTimeout,
                        defaults.unknownFor(),
                        defaults.failuresToOpen(),
                        defaults.openFor(),
                        defaults.maxSchemas()),
                credentials,
                HttpClient.newBuilder().connectTimeout(connectTimeout).build());
    }

    @Override
    public String toString() {
        return "RegistryProperties[" + url + "]";
    }
}
