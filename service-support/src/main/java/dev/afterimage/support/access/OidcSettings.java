package dev.afterimage.support.access;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Login by tokens (JWT) of an OpenID Connect issuer.
 *
 * @param issuer the issuer exactly as it stands in the tokens' {@code iss}, for instance {@code https://login.example.com/realms/ops}; none
 *     means that no such tokens are taken
 * @param audience what must be among the tokens' {@code aud}; required with an issuer
 * @param jwksUrl where the issuer's public keys are; none asks {@code <issuer>/.well-known/openid-configuration}
 * @param roleClaim the claim that holds the roles, a list or a text with spaces; dots lead into claims of claims, as in
 *     {@code realm_access.roles}
 * @param operatorRoles roles that may change state
 * @param readerRoles roles that may only look; when one is set, looking needs a credential
 */
@ConfigurationProperties("afterimage.oidc")
record OidcSettings(
        @Nullable String issuer,
        @Nullable String audience,
        @Nullable URI jwksUrl,
        @Bindable(defaultValue = "roles") String roleClaim,
        @Bindable(defaultValue = "") List<String> operatorRoles,
        @Bindable(defaultValue = "") List<String> readerRoles) {
    /** Keys that come over a line that others can write to are nobody's keys. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    OidcSettings {
        issuer = clean(issuer);
        audience = clean(audience);
        operatorRoles = clean(operatorRoles);
        readerRoles = clean(readerRoles);
        if (issuer != null) {
            require(safe(issuer), "issuer is an https address, or an http one on loopback");
            require(
                    audience != null,
                    "audience is needed with an issuer: without it tokens for other services would be taken");
            require(jwksUrl == null || safe(jwksUrl), "jwks-url is an https address, or an http one on loopback");
            require(!roleClaim.isBlank(), "role-claim is not blank");
            require(
                    !operatorRoles.isEmpty() || !readerRoles.isEmpty(),
                    "operator-roles or reader-roles names a role, or nobody is let in");
        }
    }

    boolean configured() {
        return issuer != null;
    }

    /** Whether an address is one that only its owner answers at. */
    static boolean safe(String address) {
        try {
            return safe(URI.create(address));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static boolean safe(URI address) {
        String host = address.getHost();
        return host != null
                && address.getUserInfo() == null
                && ("https".equals(address.getScheme())
                        || "http".equals(address.getScheme()) && LOOPBACK.contains(host));
    }

    private static @Nullable String clean(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }

    private static List<String> clean(List<String> given) {
        return given.stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
    }

    private static void require(boolean held, String rule) {
        if (!held) {
            throw new ConfigurationException("afterimage.oidc." + rule);
        }
    }
}
