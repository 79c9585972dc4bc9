package dev.afterimage.support.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a person and their role from the claims of a token that was checked. Pure. */
final class TokenClaims {
    private static final int LONGEST = 64;
    private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{N}._@+|:-]");

    private TokenClaims() {}

    /**
     * The caller's name for logs and audit rows: the subject, which the issuer never gives to another, and before it the name that people
     * know. Marked, so that no token can take the name of one of our own callers.
     */
    static String name(Map<String, Object> claims) {
        String subject = "oidc:" + safe(String.valueOf(claims.get("sub")));
        return claims.get("preferred_username") instanceof String known && !known.isBlank()
                ? safe(known) + " (" + subject + ")"
                : subject;
    }

    /** The most that the roles of the token allow. */
    static Optional<Role> role(Map<String, Object> claims, OidcSettings settings) {
        List<String> roles = roles(claims, settings.roleClaim());
        if (roles.stream().anyMatch(settings.operatorRoles()::contains)) {
            return Optional.of(Role.OPERATOR);
        }
        return roles.stream().anyMatch(settings.readerRoles()::contains) ? Optional.of(Role.READER) : Optional.empty();
    }

    private static List<String> roles(Map<String, Object> claims, String path) {
        return switch (at(claims, path)) {
            case Collection<?> list ->
                list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
            case String text -> Arrays.asList(text.split(" ", -1));
            case null, default -> List.of();
        };
    }

    /** A claim's own name may hold dots too, as those that begin with an address do. */
    private static @Nullable Object at(Map<?, ?> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        int dot = path.indexOf('.');
        return dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? at(inner, path.substring(dot + 1))
                : null;
    }

    private static String safe(String text) {
        String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return UNSAFE.matcher(bounded).replaceAll("_");
    }
}
