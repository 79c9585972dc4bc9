package dev.afterimage.txn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.txn.topology.AssemblyLimits;
import dev.afterimage.txn.topology.Destinations;
import dev.afterimage.txn.topology.Ordering;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key of these records: its default, that what is set arrives, and that what makes no sense is refused by name. */
class SettingsIT {
    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        try (ApplicationContext context = context(Map.of("afterimage.topic-prefix", "shop"))) {
            assertThat(context.getBean(SourceSettings.class))
                    .isEqualTo(new SourceSettings(
                            List.of("shop"),
                            EventFormat.JSON_SCHEMA,
                            List.of("public.afterimage_signal"),
                            "afterimage-txn-assembler",
                            null));
            AssemblerProperties properties = context.getBean(AssemblerProperties.class);
            assertThat(properties.limits())
                    .isEqualTo(new AssemblyLimits(300_000, 3_600_000, 5_000, 800_000, 4_000_000, 16_777_216));
            assertThat(properties.ordering()).isEqualTo(new Ordering(false, 1_000, 30_000));
            assertThat(properties.destinations())
                    .isEqualTo(new Destinations(
                            "afterimage.transactions",
                            "afterimage.transactions.incomplete",
                            "afterimage.dead-letters",
                            "afterimage.outcomes"));
            assertThat(properties.outputFormat()).isEqualTo(AssemblerProperties.OutputFormat.JSON);
            assertThat(properties.commitInterval()).isEqualTo(Duration.ofMillis(100));
            assertThat(context.getProperty("micronaut.server.port", Integer.class))
                    .hasValue(8083);
        }
    }

    @Test
    void whatIsSetArrives() {
        Map<String, Object> set = new HashMap<>();
        set.put("afterimage.topic-prefix", "eu,us");
        set.put("afterimage.instance-id", "assembler-0");
        set.put("afterimage.txn.partitions", "8");
        set.put("afterimage.txn.threads", "3");
        set.put("afterimage.txn.standbys", "2");
        set.put("afterimage.txn.replication", "3");
        set.put("afterimage.txn.state-directory", "/state");
        set.put("afterimage.txn.commit-interval", "200ms");
        set.put("afterimage.txn.cache-bytes", "1000");
        set.put("afterimage.txn.incomplete-after", "2m");
        set.put("afterimage.txn.memory", "2h");
        set.put("afterimage.txn.part-events", "10");
        set.put("afterimage.txn.part-bytes", "2000");
        set.put("afterimage.txn.turn-bytes", "3000");
        set.put("afterimage.txn.output-format", "avro");
        set.put("afterimage.txn.order", "commit");
        set.put("afterimage.txn.order-settle", "2s");
        set.put("afterimage.txn.order-hold", "1m");
        set.put("afterimage.txn.full-before", "true");
        set.put("afterimage.txn.transaction-topic", "a");
        set.put("afterimage.txn.incomplete-topic", "b");
        set.put("afterimage.txn.dead-letter-topic", "c");
        set.put("afterimage.txn.outcome-topic", "d");
        set.put("afterimage.txn.advertised-host", "assembler-0.assembler");
        set.put("afterimage.txn.drain-timeout", "20s");
        try (ApplicationContext context = context(set)) {
            assertThat(context.getBean(SourceSettings.class).topicPrefix()).containsExactly("eu", "us");
            assertThat(context.getBean(SourceSettings.class).instanceId()).isEqualTo("assembler-0");
            assertThat(context.getBean(AssemblerProperties.class))
                    .isEqualTo(new AssemblerProperties(
                            8,
                            3,
                            2,
                            (short) 3,
                            Path.of("/state"),
                            Duration.ofMillis(200),
                            1000,
                            Duration.ofMinutes(2),
                            Duration.ofHours(2),
                            10,
                            2000,
                            3000,
                            AssemblerProperties.OutputFormat.AVRO,
                            AssemblerProperties.Order.COMMIT,
                            Duration.ofSeconds(2),
                            Duration.ofMinutes(1),
                            true,
                            "a",
                            "b",
                            "c",
                            "d",
                            "assembler-0.assembler",
                            Duration.ofSeconds(20)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "partitions, 0",
        "threads, 65",
        "standbys, 4",
        "commit-interval, 9ms",
        "incomplete-after, 999ms",
        "memory, 59s",
        "part-events, 0",
        "part-bytes, 999",
        "turn-bytes, 999",
        "order-settle, 61s",
        "order-hold, 61m",
        "drain-timeout, 61s"
    })
    void whatMakesNoSenseIsRefusedByName(String key, String value) {
        Map<String, Object> set = Map.of("afterimage.topic-prefix", "shop", "afterimage.txn." + key, value);
        assertThatThrownBy(() -> {
                    try (ApplicationContext context = context(set)) {
                        context.getBean(AssemblerProperties.class);
                    }
                })
                .hasStackTraceContaining("afterimage.txn." + key);
    }

    private static ApplicationContext context(Map<String, Object> set) {
        Map<String, Object> all = new HashMap<>(set);
        all.put("kafka.enabled", "false"); // no streams: only what is set is looked at
        return ApplicationContext.builder(all).build().start();
    }
}
