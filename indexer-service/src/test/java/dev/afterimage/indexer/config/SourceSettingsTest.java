package dev.afterimage.indexer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.exceptions.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSettingsTest {
    private static final SourceSettings SHOP = of(List.of("shop"), List.of("public.afterimage_signal"));

    @ParameterizedTest
    @ValueSource(strings = {"shop.public.orders", "shop.sales.Order-Items", "shop.public.afterimage_signals"})
    void topicsOfTablesAreConsumed(String topic) {
        assertThat(SHOP.topics().matcher(topic).matches()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.transaction",
                "shop.message",
                "shop",
                "__debezium-heartbeat.shop",
                "shop.public.afterimage_signal",
                "shop2.public.orders",
                "shopXpublic.orders",
                "my.shop.public.orders",
                "shop.public.orders.more",
                "afterimage.redrive.afterimage-indexer"
            })
    void otherTopicsAreNot(String topic) {
        assertThat(SHOP.topics().matcher(topic).matches()).isFalse();
    }

    @Test
    void severalPrefixesAreSeveralSourcesAndAreTakenLiterally() {
        SourceSettings settings = of(List.of(" eu.shop ", "us"), List.of());
        assertThat(settings.topics().matcher("eu.shop.public.orders").matches()).isTrue();
        assertThat(settings.topics().matcher("us.public.orders").matches()).isTrue();
        assertThat(settings.topics().matcher("euXshop.public.orders").matches()).isFalse();
    }

    @Test
    void aMissingPrefixNamesWhatToSet() {
        assertThatThrownBy(() -> of(List.of(" "), List.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AFTERIMAGE_TOPIC_PREFIX");
    }

    @Test
    void ourOwnTopicsCannotBeASource() {
        assertThatThrownBy(() -> of(List.of("afterimage"), List.of())).isInstanceOf(ConfigurationException.class);
    }

    private static SourceSettings of(List<String> prefixes, List<String> excluded) {
        return new SourceSettings(prefixes, EventFormat.JSON_SCHEMA, excluded, "afterimage-indexer", null);
    }
}
