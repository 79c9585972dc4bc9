package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.artifact.Checkout;
import dev.afterimage.localstack.launcher.Main;
import dev.afterimage.localstack.process.Signal;
import dev.afterimage.localstack.proof.IndexClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./afterimage up} as its users have it: a process of its own, and everything else by its addresses. */
@Tag("extended")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class UpIT {
    @TempDir
    private Path home;

    @Test
    void aTableCreatedByHandIsInTheIndexWithinFifteenSecondsAndARestartedPartGoesOn() throws Exception {
        Path real = Checkout.find().root();
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(home.resolve(".afterimage"));
        for (String module : List.of("local-stack", "indexer-service", "txn-assembler-service", "reconciler-service")) {
            Files.createSymbolicLink(home.resolve(module), real.resolve(module));
        }
        Files.createDirectories(real.resolve(".afterimage/parts"));
        Files.createSymbolicLink(home.resolve(".afterimage/parts"), real.resolve(".afterimage/parts"));
        Process up = launcher("up");
        try {
            awaitReady(up);
            JsonNode endpoints = new ObjectMapper()
                    .readTree(home.resolve(".afterimage/endpoints.json").toFile());
            assertThat(endpoints.path("services").path("indexer").path("pid").asLong())
                    .isPositive();
            JsonNode assembler = endpoints.path("services").path("txn-assembler");
            assertThat(assembler.path("pid").asLong()).isPositive();
            IndexClient index =
                    new IndexClient(endpoints.path("elasticsearch").path("url").asText());
            JsonNode postgres = endpoints.path("postgres");
            try (Connection connection = DriverManager.getConnection(
                            postgres.path("jdbcUrl").asText(),
                            postgres.path("user").asText(),
                            postgres.path("password").asText());
                    Statement statement = connection.createStatement()) {
                statement.execute("create table by_hand (id int primary key, v text)");
                statement.execute("insert into by_hand select i, 'row' from generate_series(1, 1000) i");
                awaitDocuments(index, 1000, Duration.ofSeconds(15));
                String transactions = assembler.path("url").asText() + "/api/v1/transactions?state=complete";
                await().atMost(Duration.ofSeconds(30)).until(() -> !new ObjectMapper()
                        .readTree(URI.create(transactions).toURL())
                        .path("items")
                        .isEmpty());

                Process doctor = launcher("doctor");
                String told = new String(doctor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(doctor.waitFor()).as(told).isZero();
                assertThat(told).contains("table public.by_hand").doesNotContain("UNKNOWN");

                assertThat(launcher("restart", "elasticsearch").waitFor()).isZero();
                statement.execute("insert into by_hand select i, 'row' from generate_series(1001, 1500) i");
                awaitDocuments(index, 1500, Duration.ofSeconds(60));
            }
        } finally {
            Signal.TERM.send(up.pid());
            assertThat(up.waitFor(90, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void awaitDocuments(IndexClient index, long count, Duration atMost) {
        await().atMost(atMost).ignoreExceptions().until(() -> index.count("shop.public.by_hand", "{}") == count);
    }

    private Process launcher(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dafterimage.home=" + home,
                "-Dlogback.configurationFile=afterimage-launcher-logback.xml",
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void awaitReady(Process up) throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader out = up.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.equals("ready")) {
                return;
            }
        }
        throw new AssertionError("up ended without being ready: " + said);
    }
}
