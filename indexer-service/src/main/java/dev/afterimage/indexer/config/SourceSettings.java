package dev.afterimage.indexer.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which change events are consumed, and as whom.
 *
 * @param topicPrefix the connectors' {@code topic.prefix}, one or more separated by commas; the topics {@code <prefix>.<schema>.<table>} are
 *     consumed, new ones too; required
 * @param format what the connectors' converters write: {@code json-schema}, {@code json} or {@code avro}
 * @param excludedTables tables as {@code schema.table} that are not consumed; Debezium's signal table by default
 * @param consumerGroup the consumer group of all instances; dead letters are redriven to it
 * @param instanceId a name of this instance, no other's, that stays the same over restarts, for static membership: a restart
 *     within 45 s moves no partition; none means dynamic membership
 */
@Context
@ConfigurationProperties("afterimage")
public record SourceSettings(
        @Bindable(defaultValue = "") List<String> topicPrefix,
        @Bindable(defaultValue = "json-schema") EventFormat format,
        @Bindable(defaultValue = "public.afterimage_signal") List<String> excludedTables,
        @Bindable(defaultValue = "afterimage-indexer") String consumerGroup,
        @Nullable String instanceId) {
    /** Our own topics begin with this. */
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
        if (consumerGroup.isBlank()) {
            throw new ConfigurationException("afterimage.consumer-group is blank: leave it out or name a group");
        }
    }

    /** The topics of all tables: never those of transactions, heartbeats and messages, which have no table, nor the excluded tables'. */
    public Pattern topics() {
        String prefixes = topicPrefix.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
        String excluded = excludedTables.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return Pattern.compile(
                prefixes + "\\." + (excluded.isEmpty() ? "" : "(?!(?:" + excluded + ")$)") + "[^.]+\\.[^.]+");
    }

    /** The table of a topic as {@code schema.table}. */
    public String table(String topic) {
        return topicPrefix.stream()
                .filter(prefix -> topic.startsWith(prefix + "."))
                .map(prefix -> topic.substring(prefix.length() + 1))
                .findFirst()
                .orElse(topic);
    }

    private static List<String> clean(List<String> given) {
        return given.stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
    }
}
