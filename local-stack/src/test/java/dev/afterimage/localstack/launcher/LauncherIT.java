package dev.afterimage.localstack.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.artifact.Checkout;
import dev.afterimage.localstack.process.ProcessIdentity;
import dev.afterimage.localstack.process.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as its users start it: a process of its own, in a checkout of its own. */
@Tag("extended")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LauncherIT {
    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    private Path home;

    @Test
    void aStartAfterAKilledLauncherCleansUpAndAnOrderlyEndLeavesNothing() throws Exception {
        // A checkout that shares the built parts and the unpacked archives, but has its own runs.
        Path real = Checkout.find().root();
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(home.resolve(".afterimage"));
        Files.createSymbolicLink(home.resolve("local-stack"), real.resolve("local-stack"));
        Files.createDirectories(real.resolve(".afterimage/parts"));
        Files.createSymbolicLink(home.resolve(".afterimage/parts"), real.resolve(".afterimage/parts"));

        Process killed = up();
        List<Long> parts = pids(endpoints());
        assertThat(parts).hasSize(5).allSatisfy(pid -> assertThat(ProcessIdentity.of(pid))
                .isPresent());
        killed.destroyForcibly().waitFor();
        assertThat(parts)
                .as("the parts outlive a launcher that is killed")
                .anySatisfy(pid -> assertThat(ProcessIdentity.of(pid)).isPresent());

        Process second = up();
        assertThat(parts).allSatisfy(pid -> assertThat(ProcessIdentity.of(pid)).isEmpty());
        JsonNode endpoints = endpoints();
        assertThat(endpoints.path("topicPrefix").asText()).isEqualTo("shop");
        assertThat(endpoints.path("format").asText()).isEqualTo("json");
        assertThat(endpoints.path("operatorToken").asText()).isNotEmpty();
        assertThat(endpoints.path("postgres").path("jdbcUrl").asText()).startsWith("jdbc:postgresql://127.0.0.1:");

        List<Long> now = pids(endpoints);
        Signal.TERM.send(second.pid());
        assertThat(second.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(now).allSatisfy(pid -> assertThat(ProcessIdentity.of(pid)).isEmpty());
        try (Stream<Path> runs = Files.list(home.resolve(".afterimage/run"))) {
            assertThat(runs).isEmpty();
        }
        assertThat(home.resolve(".afterimage/endpoints.json")).doesNotExist();
    }

    private Process up() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dafterimage.home=" + home,
                        "-Dlogback.configurationFile=afterimage-launcher-logback.xml",
                        Main.class.getName(),
                        "up",
                        "--format",
                        "json")
                .redirectErrorStream(true);
        Process process = builder.start();
        List<String> said = new ArrayList<>();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.equals("ready")) {
                return process;
            }
        }
        throw new AssertionError("up ended without being ready: " + said);
    }

    private JsonNode endpoints() throws IOException {
        return json.readTree(Files.readAllBytes(home.resolve(".afterimage/endpoints.json")));
    }

    private static List<Long> pids(JsonNode endpoints) {
        return Stream.of("postgres", "kafka", "connect", "registry", "elasticsearch")
                .map(part -> endpoints.path(part).path("pid").asLong())
                .toList();
    }
}
