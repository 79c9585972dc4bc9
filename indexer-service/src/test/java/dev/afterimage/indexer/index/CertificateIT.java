package dev.afterimage.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.support.elastic.ElasticsearchSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** We speak to the node whose certificate we were told to trust, and to no other; credentials go nowhere else. */
class CertificateIT {
    private static final String PASSWORD = "changeit";
    private static final String SECRET = "hunter2-hunter2";

    private final List<String> identities = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void onlyTheConfiguredAuthorityIsTrusted() throws Exception {
        KeyStore node = keyStore("node");
        KeyStore stranger = keyStore("stranger");
        HttpsServer server = serve(node);
        try {
            int port = server.getAddress().getPort();
            assertThat(ask(port, pem(node), null)).isInstanceOf(Reply.Answer.class);
            assertThat(ask(port, null, fingerprint(node))).isInstanceOf(Reply.Answer.class);
            assertThat(identities).hasSize(2).allMatch(seen -> seen.startsWith("Basic "));
            refused(ask(port, pem(stranger), null));
            refused(ask(port, null, fingerprint(stranger)));
            refused(ask(port, null, null));
            assertThat(identities).hasSize(2);
        } finally {
            server.stop(0);
        }
    }

    private static void refused(Reply reply) {
        assertThat(reply).isInstanceOfSatisfying(Reply.NoAnswer.class, none -> {
            assertThat(none.category()).isEqualTo(FailureCategory.SINK_REFUSED);
            assertThat(none.message()).doesNotContain(SECRET);
        });
    }

    private static Reply ask(int port, @Nullable Path ca, @Nullable String fingerprint) {
        ElasticsearchSettings plain = ElasticsearchSettings.at(URI.create("https://localhost:" + port));
        ElasticsearchSettings settings = new ElasticsearchSettings(
                plain.uris(),
                "anna",
                SECRET,
                null,
                ca,
                fingerprint,
                plain.connectTimeout(),
                plain.socketTimeout(),
                plain.requestTimeout(),
                1,
                65_536,
                false);
        try (ElasticsearchConnection connection = ElasticsearchConnection.open(settings)) {
            return connection.ask(Call.of("GET", "/"));
        }
    }

    private HttpsServer serve(KeyStore keys) throws IOException, GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            identities.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private KeyStore keyStore(String name) throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve(name + ".p12");
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static Certificate certificate(KeyStore keys) throws GeneralSecurityException {
        return keys.getCertificate(keys.aliases().nextElement());
    }

    private Path pem(KeyStore keys) throws IOException, GeneralSecurityException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(certificate(keys).getEncoded());
        return Files.writeString(
                Files.createTempFile(folder, "ca", ".pem"),
                "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n",
                StandardCharsets.US_ASCII);
    }

    private static String fingerprint(KeyStore keys) throws GeneralSecurityException {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(certificate(keys).getEncoded());
        return HexFormat.of().formatHex(digest);
    }
}
