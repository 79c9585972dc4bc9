package dev.afterimage.support.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.env.PropertySource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaEnvironmentTest {
    @Test
    void securitySettingsReachTheClientsUnderTheirOwnNames() {
        PropertySource source = KafkaEnvironment.read(Map.of(
                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                "KAFKA_SSL_TRUSTSTORE_LOCATION", "/tls/ca.pem",
                "KAFKA_SSL_KEY_PASSWORD", "",
                "KAFKA_HEAP_OPTS", "-Xmx1g"));

        assertThat(source)
                .containsExactlyInAnyOrder(
                        "kafka.security.protocol", "kafka.sasl.mechanism", "kafka.ssl.truststore.location");
        assertThat(source.get("kafka.sasl.mechanism")).isEqualTo("SCRAM-SHA-512");
    }

    @Test
    void aUserAndAPasswordMakeTheLoginLineAndCannotBreakOutOfIt() {
        PropertySource source = KafkaEnvironment.read(Map.of(
                "KAFKA_SASL_MECHANISM",
                "SCRAM-SHA-512",
                "KAFKA_SASL_USERNAME",
                "indexer",
                "KAFKA_SASL_PASSWORD",
                "a\"b\\c"));

        assertThat(source.get("kafka.sasl.jaas.config"))
                .isEqualTo("org.apache.kafka.common.security.scram.ScramLoginModule required"
                        + " username=\"indexer\" password=\"a\\\"b\\\\c\";");
        assertThat(source).doesNotContain("kafka.sasl.password");
    }
}
