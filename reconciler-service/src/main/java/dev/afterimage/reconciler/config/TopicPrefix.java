package dev.afterimage.reconciler.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Which connector's topics lead from the source to the index.
 *
 * @param topicPrefix the connector's {@code topic.prefix}; required
 */
@Context
@ConfigurationProperties("afterimage")
public record TopicPrefix(@Bindable(defaultValue = "") String topicPrefix) {
    public TopicPrefix {
        if (topicPrefix.isBlank() || topicPrefix.contains(",")) {
            throw new ConfigurationException(
                    "afterimage.topic-prefix names one connector's topic.prefix: set AFTERIMAGE_TOPIC_PREFIX; each source has its own reconciler");
        }
    }

    /** The topic of a table. */
    public String topic(String schema, String table) {
        return topicPrefix + "." + schema + "." + table;
    }

    /** The topic of logical messages, on which the markers come. */
    public String messages() {
        return topicPrefix + ".message";
    }
}
