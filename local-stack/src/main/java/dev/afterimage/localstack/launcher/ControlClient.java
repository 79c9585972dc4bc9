package dev.afterimage.localstack.launcher;

import dev.afterimage.localstack.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Gives commands to the running {@code up}. */
final class ControlClient {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ControlFile file;

    ControlClient(ControlFile file) {
        this.file = file;
    }

    /** Answers what the command said when it is done. */
    String send(String... words) throws IOException, InterruptedException {
        ControlFile.Door door = file.require();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + door.port() + "/" + String.join("/", words)))
                .timeout(PATIENCE)
                .header(ControlServer.SECRET_HEADER, door.secret())
                .POST(BodyPublishers.noBody())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new StackException(answer.body());
            }
            return answer.body();
        }
    }
}
