package dev.afterimage.txn.config;

import dev.afterimage.txn.topology.Sources;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which change events are read, and as whom.
 *
 * @param topicPrefix the connectors' {@code topic.prefix}, one or more separated by commas; required
 * @param format what the connectors' converters write: {@code json-schema}, {@code json} or {@code avro}
 * @param excludedTables tables as {@code schema.table} whose topics are not read: their events are known from the END, and not waited for
 * @param consumerGroup the application's id: group of all instances, and first part of the names of the internal topics
 * @param instanceId a name of this instance, no other's, that stays the same over restarts, for static membership; none means dynamic
 */
@Context
@ConfigurationProperties("afterimage")
public record SourceSettings(
        @Bindable(defaultValue = "") List<String> topicPrefix,
        @Bindable(defaultValue = "json-schema") EventFormat format,
        @Bindable(defaultValue = "public.afterimage_signal") List<String> excludedTables,
        @Bindable(defaultValue = "afterimage-txn-assembler") String consumerGroup,
        @Nullable String instanceId) {
    private static final String RESERVED = "afterimage";

    public SourceSettings {
        topicPrefix = clean(topicPrefix);
        excludedTables = clean(excludedTables);
        if (topicPrefix.isEmpty()) {
            throw new ConfigurationException(
                    "afterimage.topic-prefix is not set: set AFTERIMAGE_TOPIC_PREFIX to the connector's topic.prefix");
        }
        if (topicPrefix.contains(RESERVED)) {
            throw new ConfigurationException(
                    "afterimage.topic-prefix must not be \"afterimage\", since the services' own topics begin with it");
        }
        if (!consumerGroup.matches("[a-zA-Z0-9._-]{1,150}")) {
            throw new ConfigurationException(
                    "afterimage.consumer-group names topics: 1 to 150 letters, digits, dots, underscores and hyphens");
        }
    }

    public Sources sources() {
        return new Sources(topicPrefix, excludedTables);
    }

    private static List<String> clean(List<String> given) {
        return given.stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
    }
}
