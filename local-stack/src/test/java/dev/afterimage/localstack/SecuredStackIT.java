package dev.afterimage.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("extended")
class SecuredStackIT {
    @Test
    void onlyThoseWithThePasswordAndTheCertificateGetIn() throws Exception {
        try (LocalStack stack =
                LocalStack.start(StackOptions.only("kafka", "elasticsearch").withSecurity())) {
            String url = stack.elasticsearch().url();
            assertThat(url).startsWith("https://");
            assertThat(status(stack, url, stack.elasticsearch().password())).isEqualTo(200);
            assertThat(status(stack, url, "wrong")).isEqualTo(401);
            try (HttpClient stranger = HttpClient.newHttpClient()) {
                assertThatThrownBy(() -> stranger.send(
                                HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()))
                        .isInstanceOf(SSLHandshakeException.class);
            }

            Map<String, Object> client = new HashMap<>(stack.kafka().secured().clientSettings());
            try (Admin admin = Admin.create(client)) {
                assertThat(admin.describeCluster().nodes().get()).hasSize(1);
            }
            client.computeIfPresent("sasl.jaas.config", (key, line) -> line.toString()
                    .replaceAll("password=\"[^\"]*\"", "password=\"wrong\""));
            try (Admin admin = Admin.create(client)) {
                assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(SaslAuthenticationException.class);
            }
        }
    }

    private static int status(LocalStack stack, String url, String password) throws Exception {
        String credentials = Base64.getEncoder()
                .encodeToString((stack.elasticsearch().user() + ":" + password).getBytes(StandardCharsets.UTF_8));
        try (HttpClient http = HttpClient.newBuilder()
                .sslContext(stack.elasticsearch().certificate().trusting())
                .build()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(url + "/_cluster/health"))
                                    .header("Authorization", "Basic " + credentials)
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
        }
    }
}
