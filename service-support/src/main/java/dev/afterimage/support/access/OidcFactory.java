package dev.afterimage.support.access;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Puts the login by tokens of an issuer together. */
@Factory
final class OidcFactory {
    @Singleton
    @Bean(preDestroy = "close")
    @Requires(property = "afterimage.oidc.issuer")
    IssuerDocuments documents(OidcSettings settings) {
        return new IssuerDocuments(String.valueOf(settings.issuer()), settings.jwksUrl());
    }

    /** Made at start, so that the keys are at hand when the first token comes, and a bad setting is found. */
    @Context
    JwtAuthenticator authenticator(OidcSettings settings, @Nullable IssuerDocuments documents) {
        if (!settings.configured() || documents == null) {
            return new JwtAuthenticator(settings, null);
        }
        IssuerKeys keys = new IssuerKeys(
                documents::keys, work -> Thread.ofVirtual().name("issuer-keys").start(work), System::nanoTime);
        keys.refresh();
        return new JwtAuthenticator(settings, keys);
    }
}
