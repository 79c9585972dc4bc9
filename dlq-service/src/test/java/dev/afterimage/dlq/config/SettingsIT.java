package dev.afterimage.dlq.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.dlq.letter.Relation;
import dev.afterimage.support.database.DatabaseProperties;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key of these records: its default, and that what is set arrives. */
class SettingsIT {
    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        try (ApplicationContext context = context(Map.of())) {
            assertThat(context.getBean(DlqProperties.class))
                    .isEqualTo(new DlqProperties(
                            List.of("afterimage.dead-letters"),
                            "afterimage.outcomes",
                            "afterimage-dlq",
                            List.of(),
                            2,
                            2_000,
                            16_000_000,
                            Duration.ofMillis(100),
                            1_000,
                            10_000,
                            Duration.ofMinutes(2),
                            Duration.ofDays(30),
                            1_000,
                            List.of(),
                            List.of(),
                            List.of(),
                            Duration.ofDays(30)));
            assertThat(context.getBean(DatabaseProperties.class))
                    .isEqualTo(new DatabaseProperties(
                            "jdbc:postgresql://localhost:1/none",
                            null,
                            null,
                            10,
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(60)));
            assertThat(context.getProperty("micronaut.server.port", Integer.class))
                    .hasValue(8082);
        }
    }

    @Test
    void whatIsSetArrives() {
        Map<String, Object> set = new HashMap<>();
        set.put("afterimage.dlq.dead-letter-topics", "a,b");
        set.put("afterimage.dlq.outcome-topic", "o");
        set.put("afterimage.dlq.consumer-group", "g");
        set.put("afterimage.dlq.foreign-topics", "billing=billing.retry,*=others");
        set.put("afterimage.dlq.readers", "8");
        set.put("afterimage.dlq.batch-records", "10");
        set.put("afterimage.dlq.batch-bytes", "1000001");
        set.put("afterimage.dlq.poll-interval", "1s");
        set.put("afterimage.dlq.claim", "11");
        set.put("afterimage.dlq.in-flight", "12");
        set.put("afterimage.dlq.lease", "13s");
        set.put("afterimage.dlq.retention", "14d");
        set.put("afterimage.dlq.flood-per-minute", "15");
        set.put("afterimage.dlq.masked-fields", "email,phone");
        set.put("afterimage.dlq.erasure-tables", "shop.public.customers");
        set.put(
                "afterimage.dlq.erasure-cascades",
                List.of("shop.public.orders:customer_id=shop.public.customers", "a:b=c:d"));
        set.put("afterimage.dlq.erasure-deadline", "8d");
        set.put("datasources.default.username", "dlq");
        set.put("datasources.default.password", "d-secret");
        set.put("datasources.default.maximum-pool-size", "16");
        set.put("datasources.default.connection-timeout", "17s");
        set.put("datasources.default.statement-timeout", "18s");
        set.put("schema-registry.url", "https://registry:8080/apis/ccompat/v7");
        set.put("schema-registry.username", "reader");
        set.put("schema-registry.password", "r-secret");
        set.put("schema-registry.connect-timeout", "3s");
        set.put("schema-registry.request-timeout", "4s");
        try (ApplicationContext context = context(set)) {
            DlqProperties properties = context.getBean(DlqProperties.class);
            assertThat(properties)
                    .isEqualTo(new DlqProperties(
                            List.of("a", "b"),
                            "o",
                            "g",
                            List.of("billing=billing.retry", "*=others"),
                            8,
                            10,
                            1_000_001,
                            Duration.ofSeconds(1),
                            11,
                            12,
                            Duration.ofSeconds(13),
                            Duration.ofDays(14),
                            15,
                            List.of("email", "phone"),
                            List.of("shop.public.customers"),
                            List.of("shop.public.orders:customer_id=shop.public.customers", "a:b=c:d"),
                            Duration.ofDays(8)));
            assertThat(properties.relations())
                    .containsExactly(
                            new Relation("shop.public.orders", "customer_id", "shop.public.customers", null),
                            new Relation("a", "b", "c", "d"));
            assertThat(properties.foreign()).isEqualTo(Map.of("billing", "billing.retry", "*", "others"));
            assertThat(context.getBean(DatabaseProperties.class))
                    .isEqualTo(new DatabaseProperties(
                            "jdbc:postgresql://localhost:1/none",
                            "dlq",
                            "d-secret",
                            16,
                            Duration.ofSeconds(17),
                            Duration.ofSeconds(18)));
            assertThat(context.getBean(RegistrySettings.class))
                    .isEqualTo(new RegistrySettings(
                            URI.create("https://registry:8080/apis/ccompat/v7"),
                            "reader",
                            "r-secret",
                            Duration.ofSeconds(3),
                            Duration.ofSeconds(4)));
            assertThat(context.getBean(DatabaseProperties.class).toString()).doesNotContain("d-secret");
            assertThat(context.getBean(RegistrySettings.class).toString()).doesNotContain("r-secret");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "afterimage.dlq.readers, 9, afterimage.dlq.readers is 1 to 8",
        "afterimage.dlq.batch-records, 0, afterimage.dlq.batch-records is 1 to 10000",
        "afterimage.dlq.lease, 1s, afterimage.dlq.lease is 10s to 1h",
        "afterimage.dlq.foreign-topics, billing, afterimage.dlq.foreign-topics has entries group=topic",
        "datasources.default.url, jdbc:mysql://x/y, datasources.default.url begins with jdbc:postgresql:",
        "datasources.default.url, jdbc:postgresql://x/y?password=z, datasources.default.url must not hold credentials",
        "datasources.default.maximum-pool-size, 1, datasources.default.maximum-pool-size is 4 to 100"
    })
    void whatIsOutOfRangeIsRefusedByItsName(String key, String value, String sentence) {
        assertThatThrownBy(() -> {
                    try (ApplicationContext context = context(Map.of(key, value))) {
                        context.getBean(DlqProperties.class);
                        context.getBean(DatabaseProperties.class);
                    }
                })
                .hasStackTraceContaining(sentence);
    }

    private static ApplicationContext context(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("kafka.enabled", "false");
        all.putIfAbsent("datasources.default.url", "jdbc:postgresql://localhost:1/none");
        return ApplicationContext.run(all);
    }
}
