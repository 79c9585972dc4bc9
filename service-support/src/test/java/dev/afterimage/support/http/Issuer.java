package dev.afterimage.support.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer of tokens on loopback: publishes its keys over HTTP, and signs. */
final class Issuer implements AutoCloseable {
    static final String AUDIENCE = "afterimage";

    private final HttpServer server;
    private final AtomicInteger readings = new AtomicInteger();
    private volatile List<JWK> published = List.of();
    private volatile boolean sick;

    private Issuer(HttpServer server) {
        this.server = server;
    }

    static Issuer open() throws IOException {
        Issuer issuer = new Issuer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        issuer.server.createContext(
                "/.well-known/openid-configuration",
                exchange -> issuer.answer(
                        exchange,
                        "{\"issuer\": \"" + issuer.name() + "\", \"jwks_uri\": \"" + issuer.name() + "/keys\"}"));
        issuer.server.createContext("/keys", exchange -> {
            issuer.readings.incrementAndGet();
            issuer.answer(exchange, new JWKSet(issuer.published).toString(true));
        });
        issuer.server.start();
        return issuer;
    }

    String name() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Issuer publish(JWK... keys) {
        published = List.of(keys);
        return this;
    }

    void sick(boolean now) {
        sick = now;
    }

    int readings() {
        return readings.get();
    }

    static RSAKey rsa(String kid) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(kid).generate();
    }

    static ECKey ec(String kid) throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    }

    /** Claims of a good token of a person with these roles. */
    JWTClaimsSet.Builder claims(String... roles) {
        return new JWTClaimsSet.Builder()
                .issuer(name())
                .audience(List.of("another", AUDIENCE))
                .subject("7f3c")
                .claim("preferred_username", "anna")
                .claim("realm_access", Map.of("roles", List.of(roles)))
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    }

    static String sign(JWK key, JWTClaimsSet.Builder claims) throws JOSEException {
        JWSAlgorithm algorithm = key instanceof ECKey ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256;
        JWSSigner signer = key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner((RSAKey) key);
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims.build());
        jwt.sign(signer);
        return jwt.serialize();
    }

    private void answer(HttpExchange exchange, String json) {
        try (exchange) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(sick ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
