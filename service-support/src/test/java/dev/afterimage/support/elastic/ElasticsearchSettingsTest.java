package dev.afterimage.support.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ElasticsearchSettingsTest {
    private static final URI NODE = URI.create("https://search:9200");

    @Test
    void secretsAreNotInTheText() {
        assertThat(settings("anna", "hunter2", null).toString())
                .contains("user anna")
                .doesNotContain("hunter2");
        assertThat(settings(null, null, "a2V5").toString()).contains("API key").doesNotContain("a2V5");
    }

    @Test
    void whatCannotWorkIsRefusedAtOnce() {
        refused(() -> ElasticsearchSettings.at(), "names no node");
        refused(
                () -> ElasticsearchSettings.at(URI.create("https://anna:hunter2@search:9200")),
                "must not hold credentials");
        refused(() -> ElasticsearchSettings.at(URI.create("search:9200")), "http://host:port");
        refused(() -> settings("anna", null, null), "belong together");
        refused(() -> settings("anna", "hunter2", "a2V5"), "not both");
    }

    private static void refused(ThrowingCallable making, String why) {
        assertThatThrownBy(making)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("hunter2");
    }

    private static ElasticsearchSettings settings(
            @Nullable String user, @Nullable String password, @Nullable String apiKey) {
        Duration second = Duration.ofSeconds(1);
        return new ElasticsearchSettings(
                List.of(NODE), user, password, apiKey, null, null, second, second, second, 1, 65_536, false);
    }
}
