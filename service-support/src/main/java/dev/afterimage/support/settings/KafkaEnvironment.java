package dev.afterimage.support.settings;

import io.micronaut.context.env.EnvironmentPropertySource;
import io.micronaut.context.env.PropertySource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Passes {@code KAFKA_SECURITY_PROTOCOL}, {@code KAFKA_SASL_*} and {@code KAFKA_SSL_*} on to the Kafka clients under their own names:
 * {@code KAFKA_SSL_TRUSTSTORE_LOCATION} is {@code ssl.truststore.location}.
 *
 * <p>{@code KAFKA_SASL_USERNAME} and {@code KAFKA_SASL_PASSWORD} make the JAAS line that a SCRAM or PLAIN login needs.
 */
final class KafkaEnvironment {
    private static final List<String> PASSED =
            List.of("KAFKA_BOOTSTRAP_SERVERS", "KAFKA_SECURITY_", "KAFKA_SASL_", "KAFKA_SSL_");
    private static final String USERNAME = "KAFKA_SASL_USERNAME";
    private static final String PASSWORD = "KAFKA_SASL_PASSWORD";
    private static final String MECHANISM = "KAFKA_SASL_MECHANISM";

    private KafkaEnvironment() {}

    /** @param environment variables, those from secret files included */
    static PropertySource read(Map<String, String> environment) {
        Map<String, Object> settings = new LinkedHashMap<>();
        environment.forEach((name, value) -> {
            boolean passed = PASSED.stream().anyMatch(name::startsWith) && !name.endsWith("_FILE");
            if (passed && !value.isBlank() && !name.equals(USERNAME) && !name.equals(PASSWORD)) {
                settings.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        String user = environment.get(USERNAME);
        String password = environment.get(PASSWORD);
        if (user != null && password != null) {
            settings.putIfAbsent(
                    "kafka.sasl.jaas.config", jaas(environment.getOrDefault(MECHANISM, ""), user, password));
        }
        return PropertySource.of("kafka-environment", settings, EnvironmentPropertySource.POSITION + 2);
    }

    private static String jaas(String mechanism, String user, String password) {
        String module = mechanism.startsWith("SCRAM")
                ? "org.apache.kafka.common.security.scram.ScramLoginModule"
                : "org.apache.kafka.common.security.plain.PlainLoginModule";
        return module + " required username=" + quoted(user) + " password=" + quoted(password) + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
