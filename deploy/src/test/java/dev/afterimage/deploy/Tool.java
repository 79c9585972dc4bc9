package dev.afterimage.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program of the system that a test needs; a test without it is skipped and says how to get it. */
record Tool(String name, String howToGetIt) {
    private static final int PATIENCE_SECONDS = 60;

    static final Tool PROMTOOL = new Tool("promtool", "apt-get install prometheus");
    static final Tool KUBECTL = new Tool("kubectl", "install kubectl");

    /** Runs it in this module's folder, takes nothing but success, and answers what it printed. */
    String run(Stream<String> arguments) throws IOException, InterruptedException {
        assumeTrue(isThere(), () -> name + " is not there: " + howToGetIt + ".");
        List<String> command = new ArrayList<>(List.of(name));
        arguments.forEach(command::add);
        Path out = Files.createTempFile(name, ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String said = Files.readString(out, StandardCharsets.UTF_8);
            assertThat(ended).as("%s ended in time: %s", command, said).isTrue();
            assertThat(process.exitValue()).as("%s: %s", command, said).isZero();
            return said;
        } finally {
            Files.deleteIfExists(out);
        }
    }

    private boolean isThere() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
