package dev.afterimage.localstack.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.artifact.Checkout;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** Asks the reconciler of the running {@code up} to examine the installation, and prints what it finds. */
final class Doctor {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Doctor() {}

    /** Answers 1 if a finding is critical. */
    static int run(PrintStream out) throws InterruptedException {
        JsonNode findings = ask(reconciler()).path("items");
        findings.forEach(finding -> print(finding, out));
        out.println(findings.size() + (findings.size() == 1 ? " finding" : " findings"));
        for (JsonNode finding : findings) {
            if (finding.path("severity").asText().equals("CRITICAL")) {
                return 1;
            }
        }
        return 0;
    }

    private static void print(JsonNode finding, PrintStream out) {
        String subject = finding.path("subject").asText("");
        out.printf(
                "%-8s  %s%s%n          %s%n          mend it: %s%n",
                finding.path("severity").asText(),
                finding.path("part").asText(),
                subject.isEmpty() ? "" : ": " + plain(subject),
                plain(finding.path("what").asText()),
                plain(finding.path("remedy").asText()));
    }

    /** Names are others' work: they must not steer the terminal. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static URI reconciler() {
        Path files = Checkout.find().root().resolve(".afterimage");
        new ControlFile(files.resolve("control")).require();
        Path file = files.resolve("endpoints.json");
        try {
            String url = JSON.readTree(file.toFile())
                    .path("services")
                    .path("reconciler")
                    .path("url")
                    .asText("");
            if (url.isEmpty()) {
                throw new StackException("The running up has no reconciler.");
            }
            return URI.create(url);
        } catch (IOException e) {
            throw new StackException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static JsonNode ask(URI reconciler) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(reconciler.resolve("/api/v1/doctor"))
                .timeout(PATIENCE)
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new StackException("The reconciler answers with status " + answer.statusCode() + ".");
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new StackException("The reconciler at " + reconciler + " does not answer: " + e, e);
        }
    }
}
