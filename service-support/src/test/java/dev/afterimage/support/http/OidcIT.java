package dev.afterimage.support.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.afterimage.support.access.Operators;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Login by tokens of an issuer, with a real issuer's HTTP and real signatures. */
class OidcIT {
    private static final String CHANGE = "/api/v1/samples/7/discard";
    private static final String LOOK = "/api/v1/samples";

    private Issuer issuer;
    private RSAKey rsa;
    private Door door;

    @BeforeEach
    void open() throws Exception {
        rsa = Issuer.rsa("one");
        issuer = Issuer.open().publish(rsa.toPublicJWK());
        door = Door.open(settings(Map.of()));
        awaitKeys(door, Issuer.sign(rsa, issuer.claims("ops")));
    }

    @AfterEach
    void close() {
        door.close();
        issuer.close();
    }

    @Test
    void anOperatorOfTheIssuerMayChangeAndIsKnownByName() throws Exception {
        String token = Issuer.sign(rsa, issuer.claims("ops"));

        assertThat(change(token).statusCode()).isEqualTo(200);
        assertThat(door.bean(Operators.class).require(token).name()).isEqualTo("anna (oidc:7f3c)");
        assertThat(change(Door.TOKEN).statusCode())
                .as("the operator token serves as before")
                .isEqualTo(200);
    }

    @Test
    void anEllipticSignatureIsAsGood() throws Exception {
        ECKey ec = Issuer.ec("two");
        issuer.publish(rsa.toPublicJWK(), ec.toPublicJWK());
        try (Door another = Door.open(settings(Map.of("afterimage.oidc.jwks-url", issuer.name() + "/keys")))) {
            awaitKeys(another, Issuer.sign(ec, issuer.claims("ops")));
        }
    }

    @Test
    void aReaderMayLookAndNotChange() throws Exception {
        String token = Issuer.sign(rsa, issuer.claims("viewers"));

        assertThat(door.send("GET", LOOK, "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(200);
        assertThat(door.send("GET", LOOK).statusCode()).isEqualTo(401);
        assertThat(door.send("GET", "/health").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = change(token);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("not-allowed");
    }

    @Test
    void whoHasNoRoleHereIsNotAllowed() throws Exception {
        String token = Issuer.sign(rsa, issuer.claims("cooks"));

        assertThat(change(token).statusCode()).isEqualTo(403);
        assertThat(door.send("GET", LOOK, "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(403);
    }

    @Test
    void timesCountWithAMinuteOfLeeway() throws Exception {
        assertThat(change(Issuer.sign(rsa, ends(-30))).statusCode()).isEqualTo(200);
        HttpResponse<String> late = change(Issuer.sign(rsa, ends(-90)));
        assertThat(late.statusCode()).isEqualTo(401);
        assertThat(late.body()).contains("expired");
        assertThat(change(Issuer.sign(rsa, issuer.claims("ops").notBeforeTime(in(120))))
                        .statusCode())
                .isEqualTo(401);
        assertThat(change(Issuer.sign(rsa, issuer.claims("ops").expirationTime(null)))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void tokensForOthersAndOfOthersAreRefused() throws Exception {
        assertThat(change(Issuer.sign(rsa, issuer.claims("ops").audience("another")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(change(Issuer.sign(rsa, issuer.claims("ops").audience((String) null)))
                        .statusCode())
                .isEqualTo(401);
        assertThat(change(Issuer.sign(rsa, issuer.claims("ops").issuer("https://login.example.com")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(change(Issuer.sign(rsa, issuer.claims("ops").issuer(null))).statusCode())
                .isEqualTo(401);
        assertThat(change(Issuer.sign(rsa, issuer.claims("ops").subject(null))).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aSignatureThatIsNoneOrMadeWithThePublicKeyIsRefused() throws Exception {
        JWTClaimsSet claims = issuer.claims("ops").build();
        assertThat(change(new PlainJWT(claims).serialize()).statusCode()).isEqualTo(401);

        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims);
        forged.sign(new MACSigner(rsa.toRSAPublicKey().getEncoded()));
        assertThat(change(forged.serialize()).statusCode()).isEqualTo(401);

        String stranger = Issuer.sign(Issuer.rsa("one"), issuer.claims("ops"));
        assertThat(change(stranger).statusCode())
                .as("another key under a known id")
                .isEqualTo(401);

        String good = Issuer.sign(rsa, issuer.claims("viewers"));
        String better = Issuer.sign(rsa, issuer.claims("ops"));
        String spliced = better.substring(0, better.lastIndexOf('.')) + good.substring(good.lastIndexOf('.'));
        assertThat(change(spliced).statusCode())
                .as("claims of one, signature of another")
                .isEqualTo(401);
    }

    @Test
    void anOversizedTokenIsNotLookedAt() throws Exception {
        String token = Issuer.sign(rsa, issuer.claims("ops").claim("more", "x".repeat(9_000)));

        assertThat(change(token).statusCode()).isBetween(400, 499);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> door.bean(Operators.class).require(token)))
                .isInstanceOf(dev.afterimage.support.problem.ProblemException.class);
    }

    @Test
    void anUnknownKeyHasTheKeysReadAgainOnceAndNotForEveryRequest() throws Exception {
        try (Door another = Door.open(settings(Map.of()))) {
            awaitKeys(another, Issuer.sign(rsa, issuer.claims("ops")));
            String stranger = Issuer.sign(Issuer.rsa("stranger"), issuer.claims("ops"));
            int before = issuer.readings();
            for (int i = 0; i < 20; i++) {
                assertThat(change(another, stranger).statusCode()).isIn(401, 503);
            }
            assertThat(issuer.readings() - before).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aRotatedKeyIsTakenAndTheOldOneNoMore() throws Exception {
        RSAKey next = Issuer.rsa("next");
        issuer.publish(next.toPublicJWK());

        awaitKeys(door, Issuer.sign(next, issuer.claims("ops")));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> change(Issuer.sign(rsa, issuer.claims("ops"))).statusCode() == 401);
    }

    @Test
    void anIssuerThatIsAwayIsSaidAtOnceAndTheOperatorTokenServesMeanwhile() throws Exception {
        issuer.sick(true);
        try (Door another = Door.open(settings(Map.of()))) {
            String token = Issuer.sign(rsa, issuer.claims("ops"));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> change(another, token).body().contains("answers 500"));
            Instant before = Instant.now();
            HttpResponse<String> answer = change(another, token);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("issuer-keys-unavailable");
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
            assertThat(change(another, Door.TOKEN).statusCode()).isEqualTo(200);

            issuer.sick(false);
            awaitKeys(another, token);
        }
    }

    private JWTClaimsSet.Builder ends(int seconds) {
        return issuer.claims("ops").expirationTime(in(seconds));
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private Map<String, Object> settings(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "afterimage.operator-token",
                Door.TOKEN,
                "afterimage.oidc.issuer",
                issuer.name(),
                "afterimage.oidc.audience",
                Issuer.AUDIENCE,
                "afterimage.oidc.role-claim",
                "realm_access.roles",
                "afterimage.oidc.operator-roles",
                List.of("ops"),
                "afterimage.oidc.reader-roles",
                List.of("viewers")));
        all.putAll(more);
        return all;
    }

    private HttpResponse<String> change(String token) throws Exception {
        return change(door, token);
    }

    private static HttpResponse<String> change(Door at, String token) throws Exception {
        return at.send("POST", CHANGE, "Authorization", "Bearer " + token);
    }

    /** Keys are read in the background; until then the answer is 503. */
    private static void awaitKeys(Door at, String token) {
        await().atMost(Duration.ofSeconds(20)).until(() -> change(at, token).statusCode() == 200);
    }
}
