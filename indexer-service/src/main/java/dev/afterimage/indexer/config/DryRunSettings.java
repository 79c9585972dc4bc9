package dev.afterimage.indexer.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How far a dry run looks ({@code --dry-run}).
 *
 * @param records records of each partition that are read, from its beginning, 1 or more
 * @param time after which it ends with what it has seen, 1 s to 24 h
 * @param keys documents and keys that are remembered in all, 1000 or more; each takes some 300 bytes of heap
 * @param leastRetention a topic that keeps its records for less is a hazard
 */
@ConfigurationProperties("afterimage.dry-run")
public record DryRunSettings(
        @Bindable(defaultValue = "20000") int records,
        @Bindable(defaultValue = "5m") Duration time,
        @Bindable(defaultValue = "500000") int keys,
        @Bindable(defaultValue = "3d") Duration leastRetention) {
    public DryRunSettings {
        require(records >= 1, "records is 1 or more");
        require(time.toMillis() >= 1_000 && time.toHours() <= 24, "time is 1s to 24h");
        require(keys >= 1_000, "keys is 1000 or more");
        require(!leastRetention.isNegative(), "least-retention is 0 or more");
    }

    private static void require(boolean held, String rule) {
        if (!held) {
            throw new ConfigurationException("afterimage.dry-run." + rule);
        }
    }
}
