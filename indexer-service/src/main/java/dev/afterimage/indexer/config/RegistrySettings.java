package dev.afterimage.indexer.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The schema registry, needed for Avro only.
 *
 * @param url its Confluent-compatible API, for instance {@code http://registry:8080/apis/ccompat/v7}
 * @param username user of the basic credentials; none means no credentials
 * @param password its password
 * @param connectTimeout how long a connection may take
 * @param requestTimeout how long one request may take in all
 */
@ConfigurationProperties("schema-registry")
public record RegistrySettings(
        @Nullable URI url,
        @Nullable String username,
        @Nullable String password,
        @Bindable(defaultValue = "2s") Duration connectTimeout,
        @Bindable(defaultValue = "5s") Duration requestTimeout) {
    public RegistrySettings {
        if (url != null && url.getUserInfo() != null) {
            throw new ConfigurationException(
                    "schema-registry.url must not hold credentials: set the username and password");
        }
        if ((username == null) != (password == null)) {
            throw new ConfigurationException("schema-registry.username and schema-registry.password belong together");
        }
    }

    /** The same for the client, at an address. */
    public dev.afterimage.cdc.registry.RegistrySettings client(URI at) {
        var defaults = dev.afterimage.cdc.registry.RegistrySettings.at(at);
        return new dev.afterimage.cdc.registry.RegistrySettings(
                at,
                requestTimeout,
                defaults.unknownFor(),
                defaults.failuresToOpen(),
                defaults.openFor(),
                defaults.maxSchemas());
    }

    @Override
    public String toString() {
        return "RegistrySettings[" + url + "]";
    }
}
