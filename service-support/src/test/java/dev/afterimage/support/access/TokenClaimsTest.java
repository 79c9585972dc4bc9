package dev.afterimage.support.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.exceptions.ConfigurationException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenClaimsTest {
    @Test
    void aRoleStandsWhereverTheClaimLeads() {
        assertThat(TokenClaims.role(Map.of("roles", List.of("x", "ops")), at("roles")))
                .hasValue(Role.OPERATOR);
        assertThat(TokenClaims.role(Map.of("roles", "x look"), at("roles"))).hasValue(Role.READER);
        assertThat(TokenClaims.role(Map.of("a", Map.of("b", Map.of("c", List.of("ops")))), at("a.b.c")))
                .hasValue(Role.OPERATOR);
        assertThat(TokenClaims.role(Map.of("https://x.example/roles", List.of("ops")), at("https://x.example/roles")))
                .hasValue(Role.OPERATOR);
    }

    @Test
    void theHigherRoleCounts() {
        assertThat(TokenClaims.role(Map.of("roles", List.of("look", "ops")), at("roles")))
                .hasValue(Role.OPERATOR);
    }

    @Test
    void whatIsNoListAndNoTextGivesNoRole() {
        assertThat(TokenClaims.role(Map.of(), at("roles"))).isEmpty();
        assertThat(TokenClaims.role(Map.of("roles", 7), at("roles"))).isEmpty();
        assertThat(TokenClaims.role(Map.of("roles", List.of(1, "opsx")), at("roles")))
                .isEmpty();
        assertThat(TokenClaims.role(Map.of("a", "ops"), at("a.b"))).isEmpty();
    }

    @Test
    void aNameIsSafeForLogsBoundedAndNobodyElses() {
        assertThat(TokenClaims.name(Map.of("sub", "operator"))).isEqualTo("oidc:operator");
        assertThat(TokenClaims.name(Map.of("sub", "1", "preferred_username", "Jörg\n\u202e<b>")))
                .isEqualTo("Jörg___b_ (oidc:1)");
        assertThat(TokenClaims.name(Map.of("sub", "s".repeat(500), "preferred_username", "n".repeat(500))))
                .hasSizeLessThan(150);
    }

    @Test
    void settingsThatLetNobodyOrEverybodyInAreRefused() {
        assertRefused("audience", "https://x.example", null, null, List.of("ops"));
        assertRefused("operator-roles", "https://x.example", "a", null, List.of());
        assertRefused("issuer", "http://x.example", "a", null, List.of("ops"));
        assertRefused("jwks-url", "https://x.example", "a", URI.create("http://x.example/keys"), List.of("ops"));
        assertRefused("issuer", "https://user:pass@x.example", "a", null, List.of("ops"));
        assertThat(new OidcSettings("http://127.0.0.1:7", "a", null, "roles", List.of("ops"), List.of()).configured())
                .isTrue();
        assertThat(new OidcSettings(null, null, null, "roles", List.of(), List.of()).configured())
                .isFalse();
    }

    private static void assertRefused(
            String key, String issuer, @Nullable String audience, @Nullable URI jwks, List<String> operators) {
        assertThatThrownBy(() -> new OidcSettings(issuer, audience, jwks, "roles", operators, List.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("afterimage.oidc." + key);
    }

    private static OidcSettings at(String claim) {
        return new OidcSettings("https://x.example", "a", null, claim, List.of("ops"), List.of("look"));
    }
}
