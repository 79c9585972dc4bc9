package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.StackOptions;
import dev.afterimage.localstack.part.SecuredKafka;
import dev.afterimage.localstack.part.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Elasticsearch behind TLS and a password, Kafka behind SASL over TLS; passwords from files. */
@Tag("extended")
class SecuredIT {
    private static final String WRONG = "this-is-not-the-password";
    private static LocalStack stack;

    @BeforeAll
    static void start() {
        stack = LocalStack.start(StackOptions.only("postgres", "kafka", "connect", "elasticsearch")
                .withSecurity());
    }

    @AfterAll
    static void end() {
        stack.close();
    }

    @Test
    void withUsersAndCertificatesRowsArriveExactly() throws Exception {
        try (Mirror mirror = secured("guarded", stack.elasticsearch().password())) {
            mirror.launchIndexer();
            mirror.capture();
            mirror.awaitIndexers();
            try (Load load = Load.on(mirror, "treasure")) {
                load.awaitMore();
                mirror.indexer().restart();
                load.awaitMore();
                load.stop();
            }
            mirror.assertExact("treasure");
            assertThat(mirror.parked()).isEmpty();
            assertNoSecretIn(mirror.indexer());
        }
    }

    @Test
    void aWrongPasswordOfElasticsearchHoldsEverythingUntilItIsCorrected() throws Exception {
        try (Mirror mirror = secured("locked", WRONG)) {
            Service refused = mirror.launchIndexer();
            mirror.capture();
            mirror.execute(
                    "create table public.treasure (id int primary key, v text)",
                    "insert into public.treasure select i, 'row' from generate_series(1, 300) i");
            Api api = new Api(refused);
            await().atMost(Mirror.PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> api.readiness() == 503
                            && api.blocked("treasure", "held", "SINK_REFUSED")
                            && api.table("treasure").path("lagRecords").asLong() == 300);
            assertThat(Offsets.committed(mirror, "treasure")).isEmpty();
            assertNoSecretIn(refused);
            mirror.removeIndexer();

            password(mirror, "locked", stack.elasticsearch().password());
            mirror.startIndexer();
            mirror.assertExact("treasure");
            assertThat(mirror.parked()).isEmpty();
        }
    }

    private static Mirror secured(String name, String password) throws Exception {
        SecuredKafka kafka = stack.kafka().secured();
        Mirror mirror = Mirror.of(stack, name)
                .with("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers())
                .with("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
                .with("KAFKA_SASL_MECHANISM", "PLAIN")
                .with("KAFKA_SASL_USERNAME", kafka.user())
                .with("KAFKA_SASL_PASSWORD_FILE", secret(name + "-kafka", kafka.password()))
                .with("KAFKA_SSL_TRUSTSTORE_TYPE", "PEM")
                .with(
                        "KAFKA_SSL_TRUSTSTORE_LOCATION",
                        kafka.certificate().certificate().toString())
                .with("ELASTICSEARCH_USERNAME", stack.elasticsearch().user())
                .with(
                        "ELASTICSEARCH_CA_CERTIFICATE",
                        stack.elasticsearch().certificate().certificate().toString());
        return password(mirror, name, password);
    }

    private static Mirror password(Mirror mirror, String name, String password) throws IOException {
        return mirror.with("ELASTICSEARCH_PASSWORD_FILE", secret(name + "-elasticsearch", password));
    }

    private static String secret(String name, String content) throws IOException {
        Path file = stack.folder().resolve(name + ".secret");
        Files.writeString(file, content + "\n");
        return file.toString();
    }

    private static void assertNoSecretIn(Service service) throws IOException {
        String log = Files.readString(service.logFile());
        assertThat(log).contains("afterimage");
        for (String secret : new String[] {
            WRONG, stack.elasticsearch().password(), stack.kafka().secured().password()
        }) {
            String pair = stack.elasticsearch().user() + ":" + secret;
            assertThat(log)
                    .doesNotContain(secret)
                    .doesNotContain(Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
