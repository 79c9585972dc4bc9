package dev.afterimage.support.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceDefaultsIT {
    @Test
    void aServiceStartsFromTheSharedDefaultsAndMayReplaceThem() {
        try (var context = ApplicationContext.run(Map.of("micronaut.server.host", "0.0.0.0"))) {
            assertThat(context.getProperty("kafka.health.enabled", Boolean.class))
                    .hasValue(false);
            assertThat(context.getProperty("micronaut.server.host", String.class))
                    .hasValue("0.0.0.0");
        }
    }

    @Test
    void aSecretInAFileReadsAsIfItStoodInTheEnvironment(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "swordfish\n");
        var files = SecretFiles.source(
                SecretFiles.read(Map.of("ELASTICSEARCH_PASSWORD_FILE", file.toString(), "SSL_CERT_FILE", "/ca.pem")));
        try (var context = ApplicationContext.builder()
                .propertySources(files)
                .properties(Map.of(
                        "elasticsearch.username",
                        "elastic",
                        "spelled",
                        "${ELASTICSEARCH_PASSWORD:none}",
                        "other",
                        "${SSL_CERT:none}"))
                .start()) {
            assertThat(context.getProperty("elasticsearch.password", String.class))
                    .hasValue("swordfish");
            assertThat(context.getProperty("spelled", String.class)).hasValue("swordfish");
            assertThat(context.getProperty("other", String.class)).hasValue("none");
        }
    }

    @Test
    void aSecretsFileThatCannotBeReadStopsTheStart() {
        assertThatThrownBy(() -> SecretFiles.read(Map.of("KAFKA_SASL_PASSWORD_FILE", "no-such-file")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("KAFKA_SASL_PASSWORD_FILE");
    }
}
