package dev.afterimage.support.settings;

import io.micronaut.context.env.EnvironmentPropertySource;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.exceptions.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets a secret come from a file: {@code X_FILE=/run/secrets/x} sets what {@code X} would set.
 *
 * <p>Only for variables of our own prefixes, so that {@code SSL_CERT_FILE} and the like mean what they always meant.
 */
final class SecretFiles {
    private static final String SUFFIX = "_FILE";
    private static final List<String> PREFIXES =
            List.of("AFTERIMAGE_", "KAFKA_", "ELASTICSEARCH_", "SCHEMA_REGISTRY_", "DATASOURCES_", "SOURCE_");

    private SecretFiles() {}

    /** The secrets that the environment's {@code *_FILE} variables point to, by the name of the variable that each stands for. */
    static Map<String, String> read(Map<String, String> environment) {
        Map<String, String> secrets = new LinkedHashMap<>();
        environment.forEach((name, file) -> {
            if (name.endsWith(SUFFIX) && PREFIXES.stream().anyMatch(name::startsWith) && !file.isBlank()) {
                secrets.put(name.substring(0, name.length() - SUFFIX.length()), content(name, file));
            }
        });
        return secrets;
    }

    /** The secrets as settings that win over the environment itself. */
    static PropertySource source(Map<String, String> secrets) {
        return new Source(Map.copyOf(secrets));
    }

    /** Reads as the environment does, one step before it. */
    private static final class Source extends MapPropertySource {
        Source(Map<String, Object> secrets) {
            super("secret-files", secrets);
        }

        @Override
        public int getOrder() {
            return EnvironmentPropertySource.POSITION + 1;
        }

        @Override
        public PropertyConvention getConvention() {
            return PropertyConvention.ENVIRONMENT_VARIABLE;
        }
    }

    private static String content(String variable, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new ConfigurationException(variable + " names the file " + file + ", which cannot be read", e);
        }
    }
}
