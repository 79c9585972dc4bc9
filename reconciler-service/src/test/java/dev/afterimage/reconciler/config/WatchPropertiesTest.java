package dev.afterimage.reconciler.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.util.StringUtils;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchPropertiesTest {
    @Test
    void withoutSettingsTheDefaultsHold() {
        WatchProperties properties = read(Map.of());

        assertThat(properties.enabled()).isTrue();
        assertThat(properties.every()).isEqualTo(Duration.ofSeconds(15));
        assertThat(properties.connectUrl()).isNull();
        assertThat(properties.slotLagWarning()).isEqualTo(1_000_000_000L);
        assertThat(properties.lagRecordsCritical()).isEqualTo(100_000);
        assertThat(properties.silences()).isEmpty();
        assertThat(properties.deleteMemory()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void whatIsSetIsTaken() {
        WatchProperties properties = read(Map.of(
                "connect-url", "http://connect:8083",
                "silence", "public.orders=10m, public.a=2d ,public.old=never",
                "registry-modes", "backward,FULL",
                "connectors", "a,b",
                "freshness-every", "0s"));

        assertThat(properties.connectUrl()).isEqualTo(URI.create("http://connect:8083"));
        assertThat(properties.silences())
                .containsOnly(
                        Map.entry("public.orders", Duration.ofMinutes(10)),
                        Map.entry("public.a", Duration.ofDays(2)),
                        Map.entry("public.old", Duration.ZERO));
        assertThat(properties.modes()).containsExactlyInAnyOrder("BACKWARD", "FULL");
        assertThat(properties.connectors()).containsExactly("a", "b");
        assertThat(properties.freshnessEvery()).isZero();
    }

    @Test
    void whatCannotBeIsRefusedWithTheKey() {
        refused("silence", "orders");
        refused("silence", "public.orders=0s");
        refused("silence", "public.orders=soon");
        refused("every", "0s");
        refused("lag-records-warning", "200000");
        refused("slot-lag-critical", "1");
        refused("lag-critical", "1s");
        refused("retention-critical", "101");
        refused("connect-username", "somebody");
        refused("connect-url", "http://me:secret@connect:8083");
    }

    private static void refused(String key, String value) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .as(key + "=" + value)
                .hasStackTraceContaining(ConfigurationException.class.getName())
                .hasStackTraceContaining("afterimage.reconciler.watch.");
    }

    private static WatchProperties read(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "afterimage.topic-prefix", "shop",
                "kafka.enabled", StringUtils.FALSE,
                "afterimage.source.url", "jdbc:postgresql://localhost:1/none",
                "datasources.default.url", "jdbc:postgresql://localhost:1/none",
                "micronaut.server.port", "-1"));
        settings.forEach((key, value) -> all.put("afterimage.reconciler.watch." + key, value));
        try (ApplicationContext context = ApplicationContext.builder()
                .properties(all)
                .bootstrapEnvironment(false)
                .start()) {
            return context.getBean(WatchProperties.class);
        }
    }
}
