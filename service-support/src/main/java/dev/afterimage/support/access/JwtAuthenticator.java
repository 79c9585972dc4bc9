package dev.afterimage.support.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpStatus;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows people by signed tokens of one issuer. Thread-safe; never waits for the issuer.
 *
 * <p>A token that has the form of one and is refused is a problem that says why; the checks are signature (RS and ES only), issuer, audience,
 * times with {@link #LEEWAY} seconds, and role.
 */
final class JwtAuthenticator implements Authenticator {
    /** Clocks differ, seconds. */
    static final int LEEWAY = 60;
    /** Longer ones are not looked at, characters. */
    static final int LONGEST = 8 * 1024;

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final OidcSettings settings;
    private final @Nullable IssuerKeys keys;
    private final @Nullable DefaultJWTClaimsVerifier<SecurityContext> claims;

    /** @param keys none where the settings name no issuer */
    JwtAuthenticator(OidcSettings settings, @Nullable IssuerKeys keys) {
        this.settings = settings;
        this.keys = keys;
        if (settings.configured()) {
            this.claims = new DefaultJWTClaimsVerifier<>(
                    settings.audience(),
                    new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                    Set.of("sub", "exp"));
            claims.setMaxClockSkew(LEEWAY);
        } else {
            this.claims = null;
        }
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE; // it refuses what it does not take, so the others are asked before
    }

    @Override
    public boolean configured() {
        return keys != null;
    }

    @Override
    public boolean guardsLooking() {
        return keys != null && !settings.readerRoles().isEmpty();
    }

    @Override
    public Optional<Principal> byToken(String token) {
        if (keys == null || !hasForm(token)) {
            return Optional.empty();
        }
        if (token.length() > LONGEST) {
            throw refused("it is longer than " + LONGEST + " characters");
        }
        JWTClaimsSet set = checked(token, keys);
        Role role = TokenClaims.role(set.getClaims(), settings)
                .orElseThrow(
                        () -> new ProblemException(
                                Problem.of(
                                        HttpStatus.FORBIDDEN,
                                        "not-allowed",
                                        "Not allowed",
                                        "The token is good, but none of its roles is one of this service's operator or reader roles.")));
        return Optional.of(new Principal(TokenClaims.name(set.getClaims()), role));
    }

    private static boolean hasForm(String token) {
        return token.startsWith("eyJ") && token.chars().filter(c -> c == '.').count() == 2;
    }

    private JWTClaimsSet checked(String token, IssuerKeys from) {
        SignedJWT jwt;
        JWSHeader header;
        try {
            jwt = SignedJWT.parse(token);
            header = jwt.getHeader();
        } catch (ParseException | RuntimeException e) {
            throw refused("it is no signed token");
        }
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            throw refused("its algorithm is none of RS256, RS384, RS512, ES256, ES384, ES512");
        }
        return switch (from.find(new JWKSelector(JWKMatcher.forJWSHeader(header)))) {
            case IssuerKeys.Answer.Found(List<JWK> fitting) -> verified(jwt, fitting);
            case IssuerKeys.Answer.Unknown() ->
                throw refused("it is signed with a key that its issuer does not publish");
            case IssuerKeys.Answer.NotNow(String why) ->
                throw new ProblemException(Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "issuer-keys-unavailable",
                        "The issuer's keys are not at hand",
                        "The token cannot be checked now: " + why + "; try again in some seconds."));
        };
    }

    private JWTClaimsSet verified(SignedJWT jwt, List<JWK> fitting) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(new JWKSet(fitting))));
        processor.setJWTClaimsSetVerifier(claims);
        try {
            return processor.process(jwt, null);
        } catch (BadJOSEException e) {
            throw refused("its signature, issuer, audience or time is not right"
                    + (e.getMessage() != null && e.getMessage().contains("Expired") ? ": it has expired" : ""));
        } catch (JOSEException | RuntimeException e) {
            throw refused("it cannot be checked");
        }
    }

    private static ProblemException refused(String why) {
        return new ProblemException(Problem.of(
                HttpStatus.UNAUTHORIZED, "token-refused", "Token refused", "The token is refused: " + why + "."));
    }
}
