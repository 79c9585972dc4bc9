package dev.afterimage.localstack.part;

import dev.afterimage.localstack.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and its self-signed certificate for 127.0.0.1 and localhost, as PEM files.
 *
 * @param key the private key, PKCS 8
 * @param certificate what clients must trust
 */
public record Certificate(Path key, Path certificate) {
    private static final String ALIAS = "part";
    private static final String PASSWORD = "changeit";

    /** The certificate kept in this folder; made when it is not there yet. */
    static Certificate kept(Path folder) {
        Certificate pem = new Certificate(folder.resolve("key.pem"), folder.resolve("certificate.pem"));
        if (!Files.exists(pem.certificate)) {
            make(folder.resolve("key.p12"), pem);
        }
        return pem;
    }

    private static void make(Path store, Certificate pem) {
        try {
            Process keytool = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            ALIAS,
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=ip:127.0.0.1,dns:localhost",
                            "-validity",
                            "3650",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                keytool.destroyForcibly();
                throw new StackException("keytool could not make a certificate in " + store + ".");
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            write(
                    pem.key,
                    "PRIVATE KEY",
                    keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
            write(pem.certificate, "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("Cannot make a certificate: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while keytool ran.", e);
        }
    }

    private static void write(Path file, String what, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }

    /** Trusts this certificate and no other. */
    public SSLContext trusting() {
        try (InputStream in = Files.newInputStream(certificate)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    ALIAS, CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("Cannot read " + certificate + ": " + e.getMessage(), e);
        }
    }
}
