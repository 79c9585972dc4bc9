package dev.afterimage.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules are Prometheus's own syntax, and each alert fires, waits and clears as its tests say. */
class PromtoolIT {
    @Test
    void theRulesAreValid() throws Exception {
        assertThat(Tool.PROMTOOL.run(Stream.concat(Stream.of("check", "rules"), files("monitoring/rules"))))
                .contains("SUCCESS");
    }

    @Test
    void theRulesFireWaitAndClear() throws Exception {
        assertThat(Tool.PROMTOOL.run(Stream.concat(Stream.of("test", "rules"), files("monitoring/tests"))))
                .contains("SUCCESS");
    }

    private static Stream<String> files(String folder) {
        return Folder.files(folder, ".yml").stream().map(Path::toString);
    }
}
