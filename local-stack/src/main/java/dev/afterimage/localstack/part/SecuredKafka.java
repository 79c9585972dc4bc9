package dev.afterimage.localstack.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The listener of a Kafka broker for clients that bring a password over TLS.
 *
 * @param port where it listens on the loopback address
 * @param certificate what clients must trust
 */
public record SecuredKafka(int port, Certificate certificate, String password) {
    private static final String USER = "afterimage";
    private static final String MECHANISM = "PLAIN";

    static SecuredKafka in(Path folder, int port) {
        return new SecuredKafka(port, Certificate.kept(folder), Secrets.kept(folder.resolve("password")));
    }

    /** Adds this listener to the broker's settings. */
    void addTo(Map<String, String> settings) {
        settings.merge("listeners", ",SECURED://" + bootstrapServers(), String::concat);
        settings.merge("advertised.listeners", ",SECURED://" + bootstrapServers(), String::concat);
        settings.merge("listener.security.protocol.map", ",SECURED:SASL_SSL", String::concat);
        settings.put("listener.name.secured.sasl.enabled.mechanisms", MECHANISM);
        settings.put(
                "listener.name.secured.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + USER + "=\"" + password
                        + "\";");
        settings.put("listener.name.secured.ssl.keystore.type", "PEM");
        settings.put("listener.name.secured.ssl.keystore.key", oneLine(certificate.key()));
        settings.put("listener.name.secured.ssl.keystore.certificate.chain", oneLine(certificate.certificate()));
    }

    public String bootstrapServers() {
        return Site.LOOPBACK + ":" + port;
    }

    public String user() {
        return USER;
    }

    /** The settings with which a client gets in. */
    public Map<String, String> clientSettings() {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + USER + "\" password=\""
                        + password + "\";",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.certificate().toString());
    }

    /** A PEM text as one line of a properties file, which turns {@code \n} back into the ends of its lines. */
    private static String oneLine(Path pem) {
        try {
            return String.join("\\n", Files.readAllLines(pem)) + "\\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
