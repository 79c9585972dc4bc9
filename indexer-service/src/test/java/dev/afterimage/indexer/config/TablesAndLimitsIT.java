package dev.afterimage.indexer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.type.ColumnType;
import dev.afterimage.indexer.document.DeleteMode;
import dev.afterimage.indexer.document.Mask;
import dev.afterimage.indexer.document.TableOptions;
import dev.afterimage.indexer.intake.Limits;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The settings of tables and limits: their defaults, and that what stands in an operator's file arrives. */
class TablesAndLimitsIT {
    @Test
    void theDefaultsAreThoseOfTheParts() throws IOException {
        try (ApplicationContext context = context("afterimage: {tables: [{name: public.orders}]}")) {
            assertThat(Limits.of(context.getBean(IndexerProperties.class))).isEqualTo(Limits.DEFAULT);
            assertThat(context.getBean(TableProperties.class).options()).isEqualTo(TableOptions.DEFAULT);
        }
    }

    @Test
    void everyKeyOfATableArrives() throws IOException {
        try (ApplicationContext context = context("""
                afterimage:
                  tables:
                    - name: public.customers
                      enabled: false
                      index: people-{table}
                      include: [id, name, email]
                      exclude: [secret]
                      rename: [name=full_name]
                      mask: [email=hash, phone=redact, notes=null]
                      deletes: soft
                      truncates: false
                      routing: id
                      text: [name]
                      objects: [profile]
                      flattened: [extra]
                      types: [profile=json, balance=decimal]
                      shared-index: true
                      disjoint-keys: true
                      hash-ids: true
                      shards: 3
                      replicas: 1
                      refresh-interval: 5s
                    - name: public.audit_log
                      id-columns: [id, at]
                """)) {
            List<TableProperties> tables = List.copyOf(context.getBeansOfType(TableProperties.class));
            assertThat(tables).extracting(TableProperties::name).contains("public.customers", "public.audit_log");
            TableProperties customers = tables.stream()
                    .filter(table -> table.name().equals("public.customers"))
                    .findFirst()
                    .orElseThrow();
            assertThat(customers.options())
                    .isEqualTo(new TableOptions(
                            false,
                            "people-{table}",
                            Set.of("id", "name", "email"),
                            Set.of("secret"),
                            Map.of("name", "full_name"),
                            Map.of("email", Mask.HASH, "phone", Mask.REDACT, "notes", Mask.NULL),
                            List.of(),
                            DeleteMode.SOFT,
                            false,
                            "id",
                            Set.of("name"),
                            Set.of("profile"),
                            Set.of("extra"),
                            Map.of(
                                    "profile", new ColumnType.Json(),
                                    "balance", new ColumnType.Decimal(0, ColumnType.Decimal.ANY_SCALE)),
                            true,
                            true,
                            true,
                            3,
                            1,
                            "5s"));
            assertThat(tables.stream()
                            .filter(table -> table.name().equals("public.audit_log"))
                            .flatMap(table -> table.options().idColumns().stream()))
                    .containsExactly("id", "at");
        }
    }

    @Test
    void everyLimitArrives() throws IOException {
        try (ApplicationContext context = context("""
                afterimage:
                  indexer:
                    bulk-bytes: 2000000
                    bulk-operations: 3000
                    bulks-in-flight: 4
                    linger: 6ms
                    held-bytes: 7000000
                    held-records: 8000
                    document-bytes: 9000000
                    commit-interval: 600ms
                    drain-timeout: 9s
                    delete-memory: 14d
                    breaker-window: 2000
                    breaker-least: 200
                    breaker-ratio: 0.25
                    breaker-pause: 40s
                    dead-letter-topic: letters
                    outcome-topic: answers
                    control-index: control
                    secret: a-secret-of-some-length
                """)) {
            IndexerProperties set = context.getBean(IndexerProperties.class);
            Limits defaults = Limits.DEFAULT;
            assertThat(Limits.of(set))
                    .isEqualTo(new Limits(
                            2_000_000,
                            3_000,
                            4,
                            6,
                            defaults.batchCount(),
                            7_000_000,
                            8_000,
                            9_000_000,
                            600,
                            14L * 24 * 3600 * 1000,
                            2_000,
                            200,
                            0.25,
                            40_000));
            assertThat(List.of(set.deadLetterTopic(), set.outcomeTopic(), set.controlIndex()))
                    .containsExactly("letters", "answers", "control");
            assertThat(set.drainTimeout()).hasSeconds(9);
            assertThat(set.secret()).isEqualTo("a-secret-of-some-length");
            assertThat(set.toString()).doesNotContain("a-secret");
        }
    }

    @Test
    void aValueOfTheWrongFormInATableIsNamed() {
        assertThatThrownBy(() -> context("afterimage: {tables: [{name: public.orders, shards: many}]}")
                        .close())
                .hasMessageContaining("afterimage.tables[0].shards takes a whole number");
        assertThatThrownBy(() -> context("afterimage: {tables: [{name: public.orders, deletes: sometimes}]}")
                        .close())
                .hasMessageContaining("afterimage.tables[0].deletes takes one of hard, soft");
    }

    private static ApplicationContext context(String yaml) throws IOException {
        Map<String, Object> set = new YamlPropertySourceLoader()
                .read("operator", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
        return ApplicationContext.builder(Map.of("kafka.enabled", "false", "afterimage.topic-prefix", "shop"))
                .propertySources(PropertySource.of("operator", set))
                .start();
    }
}
