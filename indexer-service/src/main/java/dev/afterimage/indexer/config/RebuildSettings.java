package dev.afterimage.indexer.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How indices are rebuilt.
 *
 * @param lease how long an instance that works on a rebuild may be silent before another takes it over, 10 s to 1 h
 */
@ConfigurationProperties("afterimage.rebuild")
public record RebuildSettings(
        @Bindable(defaultValue = "30s") Duration lease) {
    public RebuildSettings {
        if (lease.toSeconds() < 10 || lease.toHours() > 1) {
            throw new ConfigurationException("afterimage.rebuild.lease is 10s to 1h");
        }
    }
}
