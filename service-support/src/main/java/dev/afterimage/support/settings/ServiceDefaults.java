package dev.afterimage.support.settings;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every service starts from; its own application.yml, the environment and system properties all win over these. */
@ContextConfigurer
public final class ServiceDefaults implements ApplicationContextConfigurer {
    /** Below application.yml, which stands at -300. */
    private static final int ORDER = -1000;

    @Override
    public void configure(ApplicationContextBuilder builder) {
        Map<String, String> environment = new LinkedHashMap<>(System.getenv());
        Map<String, String> secrets = SecretFiles.read(environment);
        environment.putAll(secrets);
        builder.propertySources(
                PropertySource.of("afterimage-defaults", defaults(), ORDER),
                SecretFiles.source(secrets),
                KafkaEnvironment.read(environment));
    }

    static Map<String, Object> defaults() {
        Map<String, Object> all = new LinkedHashMap<>();
        // Local use stays on this machine; a container sets MICRONAUT_SERVER_HOST=0.0.0.0.
        all.put("micronaut.server.host", "127.0.0.1");
        all.put("micronaut.server.max-request-size", "1MB");
        all.put("micronaut.server.idle-timeout", "60s");
        // SIGTERM: stop taking work, finish what is under way, then go.
        all.put("micronaut.lifecycle.graceful-shutdown.enabled", true);
        all.put("micronaut.lifecycle.graceful-shutdown.grace-period", "15s");
        // Nothing is served that is not named here.
        all.put("endpoints.all.enabled", false);
        all.put("endpoints.health.enabled", true);
        all.put("endpoints.health.sensitive", false);
        all.put("endpoints.health.details-visible", "ANONYMOUS");
        all.put("endpoints.health.disk-space.enabled", false);
        all.put("endpoints.health.discovery-client.enabled", false);
        all.put("endpoints.prometheus.enabled", true);
        all.put("endpoints.prometheus.sensitive", false);
        all.put("micronaut.metrics.enabled", true);
        all.put("micronaut.metrics.export.prometheus.enabled", true);
        all.put("micronaut.metrics.export.prometheus.descriptions", true);
        // The built-in indicator takes ten seconds while the broker is down; each service states its own conditions.
        all.put("kafka.health.enabled", false);
        // A misspelt field is an error, and an empty list is a list.
        all.put("micronaut.serde.deserialization.ignore-unknown", false);
        all.put("micronaut.serde.serialization.inclusion", "ALWAYS");
        return all;
    }
}
