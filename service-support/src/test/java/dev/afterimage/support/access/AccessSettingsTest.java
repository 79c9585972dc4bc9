package dev.afterimage.support.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.exceptions.ConfigurationException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AccessSettingsTest {
    @Test
    void thereIsNoTokenUnlessOneIsSet() {
        assertThat(new AccessSettings(null, null).token()).isEmpty();
        assertThat(new AccessSettings("  ", Path.of("")).token()).isEmpty();
    }

    @Test
    void aTokenThatCanBeGuessedIsRefused() {
        assertThatThrownBy(() -> new AccessSettings("secret", null).token())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("fewer than 16")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> new AccessSettings(null, Path.of("no-such-file")).token())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no-such-file");
    }

    @Test
    void theTokenIsInNoText() {
        assertThat(new AccessSettings("a-token-for-operators-only", null))
                .asString()
                .doesNotContain("operators-only");
    }
}
