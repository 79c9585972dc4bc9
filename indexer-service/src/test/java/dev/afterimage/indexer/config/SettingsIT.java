package dev.afterimage.indexer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.indexer.status.StatusSettings;
import dev.afterimage.support.elastic.ElasticsearchProperties;
import dev.afterimage.support.elastic.ElasticsearchSettings;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key of these records: its default, and that what is set arrives. */
class SettingsIT {
    private static final URI LOCAL = URI.create("http://localhost:9200");

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        try (ApplicationContext context = context(Map.of("afterimage.topic-prefix", "shop"))) {
            assertThat(context.getBean(SourceSettings.class))
                    .isEqualTo(new SourceSettings(
                            List.of("shop"),
                            EventFormat.JSON_SCHEMA,
                            List.of("public.afterimage_signal"),
                            "afterimage-indexer",
                            null));
            assertThat(context.getBean(RegistrySettings.class))
                    .isEqualTo(new RegistrySettings(null, null, null, Duration.ofSeconds(2), Duration.ofSeconds(5)));
            assertThat(context.getBean(ElasticsearchSettings.class)).isEqualTo(ElasticsearchSettings.at(LOCAL));
            assertThat(context.getBean(StatusSettings.class))
                    .isEqualTo(new StatusSettings(
                            Duration.ofSeconds(60),
                            Duration.ofSeconds(15),
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(120),
                            Duration.ofSeconds(60)));
            assertThat(context.getBean(DryRunSettings.class))
                    .isEqualTo(new DryRunSettings(20_000, Duration.ofMinutes(5), 500_000, Duration.ofDays(3)));
            assertThat(context.getBean(RebuildSettings.class)).isEqualTo(new RebuildSettings(Duration.ofSeconds(30)));
            assertThat(context.getProperty("kafka.bootstrap.servers", String.class))
                    .hasValue("localhost:9092");
            assertThat(context.getProperty("micronaut.server.port", Integer.class))
                    .hasValue(8081);
        }
    }

    @Test
    void whatIsSetArrives() {
        Map<String, Object> set = new HashMap<>();
        set.put("afterimage.topic-prefix", "eu,us");
        set.put("afterimage.format", "avro");
        set.put("afterimage.excluded-tables", "public.a,public.b");
        set.put("afterimage.consumer-group", "search");
        set.put("afterimage.instance-id", "indexer-0");
        set.put("schema-registry.url", "https://registry:8080/apis/ccompat/v7");
        set.put("schema-registry.username", "reader");
        set.put("schema-registry.password", "r-secret");
        set.put("schema-registry.connect-timeout", "3s");
        set.put("schema-registry.request-timeout", "4s");
        set.put("elasticsearch.uris", "https://a:9200,https://b:9200");
        set.put("elasticsearch.username", "writer");
        set.put("elasticsearch.password", "e-secret");
        set.put("elasticsearch.ca-certificate", "/tls/ca.pem");
        set.put("elasticsearch.connect-timeout", "6s");
        set.put("elasticsearch.socket-timeout", "7s");
        set.put("elasticsearch.request-timeout", "8s");
        set.put("elasticsearch.max-in-flight", "9");
        set.put("elasticsearch.max-body-bytes", "1000000");
        set.put("elasticsearch.compressed", "true");
        set.put("afterimage.status.beat-limit", "61s");
        set.put("afterimage.status.broker-limit", "16s");
        set.put("afterimage.status.hold-grace", "6s");
        set.put("afterimage.status.stall-limit", "121s");
        set.put("afterimage.status.lag-warning", "62s");
        set.put("afterimage.rebuild.lease", "11s");
        set.put("afterimage.dry-run.records", "7");
        set.put("afterimage.dry-run.time", "8s");
        set.put("afterimage.dry-run.keys", "9000");
        set.put("afterimage.dry-run.least-retention", "10h");
        try (ApplicationContext context = context(set)) {
            assertThat(context.getBean(SourceSettings.class))
                    .isEqualTo(new SourceSettings(
                            List.of("eu", "us"),
                            EventFormat.AVRO,
                            List.of("public.a", "public.b"),
                            "search",
                            "indexer-0"));
            assertThat(context.getBean(RegistrySettings.class))
                    .isEqualTo(new RegistrySettings(
                            URI.create("https://registry:8080/apis/ccompat/v7"),
                            "reader",
                            "r-secret",
                            Duration.ofSeconds(3),
                            Duration.ofSeconds(4)));
            assertThat(context.getBean(ElasticsearchSettings.class))
                    .isEqualTo(new ElasticsearchSettings(
                            List.of(URI.create("https://a:9200"), URI.create("https://b:9200")),
                            "writer",
                            "e-secret",
                            null,
                            Path.of("/tls/ca.pem"),
                            null,
                            Duration.ofSeconds(6),
                            Duration.ofSeconds(7),
                            Duration.ofSeconds(8),
                            9,
                            1_000_000,
                            true));
            assertThat(context.getBean(StatusSettings.class))
                    .isEqualTo(new StatusSettings(
                            Duration.ofSeconds(61),
                            Duration.ofSeconds(16),
                            Duration.ofSeconds(6),
                            Duration.ofSeconds(121),
                            Duration.ofSeconds(62)));
            assertThat(context.getBean(RebuildSettings.class)).isEqualTo(new RebuildSettings(Duration.ofSeconds(11)));
            assertThat(context.getBean(DryRunSettings.class))
                    .isEqualTo(new DryRunSettings(7, Duration.ofSeconds(8), 9_000, Duration.ofHours(10)));
            assertThat(context.getBean(RegistrySettings.class).toString()
                            + context.getBean(ElasticsearchProperties.class)
                            + context.getBean(ElasticsearchSettings.class))
                    .doesNotContain("secret");
        }
    }

    @Test
    void anApiKeyAndAFingerprintStandInForUserAndFile() {
        try (ApplicationContext context = context(Map.of(
                "afterimage.topic-prefix", "shop",
                "elasticsearch.api-key", "a2V5",
                "elasticsearch.ca-fingerprint", "ab12"))) {
            ElasticsearchSettings settings = context.getBean(ElasticsearchSettings.class);
            assertThat(settings.apiKey()).isEqualTo("a2V5");
            assertThat(settings.caFingerprint()).isEqualTo("ab12");
        }
    }

    @Test
    void aWrongSettingIsNamedWithItsRemedy() {
        assertThatThrownBy(() -> context(Map.of()).close()).hasMessageContaining("AFTERIMAGE_TOPIC_PREFIX");
    }

    @ParameterizedTest
    @CsvSource({
        "afterimage.format, xml, json-schema",
        "afterimage.status.beat-limit, soon, duration",
        "elasticsearch.max-in-flight, many, whole number",
        "elasticsearch.compressed, perhaps, true or false",
        "elasticsearch.uris, 'http://a:9200,http://b c', URI"
    })
    void aValueOfTheWrongFormIsNotReplacedByTheDefault(String key, String value, String expected) {
        assertThatThrownBy(() -> context(Map.of("afterimage.topic-prefix", "shop", key, value))
                        .close())
                .hasMessageContaining(key)
                .hasMessageContaining(expected);
    }

    private static ApplicationContext context(Map<String, Object> set) {
        Map<String, Object> all = new HashMap<>(set);
        all.put("kafka.enabled", "false"); // no consumer: only what is set is looked at
        return ApplicationContext.builder(all).build().start();
    }
}
