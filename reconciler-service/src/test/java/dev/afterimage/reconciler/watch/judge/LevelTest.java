package dev.afterimage.reconciler.watch.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LevelTest {
    @Test
    void everyAlertHasItsRunbook() {
        assertThat(Arrays.stream(Level.values()).map(Level::alert).filter(alert -> !alert.isEmpty()))
                .hasSize(3)
                .allMatch(alert -> Files.exists(Path.of("..", "deploy", "runbooks", alert + ".md")));
    }

    @Test
    void theWorseOfTwoIsWhatAPersonMustSeeFirst() {
        assertThat(Level.worse(Level.OK, Level.UNKNOWN)).isEqualTo(Level.UNKNOWN);
        assertThat(Level.worse(Level.CRITICAL, Level.UNKNOWN)).isEqualTo(Level.CRITICAL);
        assertThat(Level.worse(Level.WARNING, Level.OK)).isEqualTo(Level.WARNING);
    }
}
