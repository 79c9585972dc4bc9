package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.RedriveTopic;
import dev.afterimage.indexer.config.SourceSettings;
import io.micronaut.configuration.kafka.KafkaConsumerFactory;
import io.micronaut.configuration.kafka.config.AbstractKafkaConsumerConfiguration;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.context.annotation.Replaces;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes the listener's consumer one that goes through the intake. */
@Factory
@Replaces(factory = KafkaConsumerFactory.class)
final class GatedConsumerFactory {
    private static final int MAX_POLL_RECORDS = 2_000;
    private static final int NEW_TOPICS_WITHIN_MS = 3_000;
    private static final int SESSION_MS = 15_000;
    /** Of an instance that keeps its place over a restart: as long as that may take, with Kafka's own default. */
    private static final int STATIC_SESSION_MS = 45_000;

    private final Intake intake;
    private final SourceSettings source;

    GatedConsumerFactory(Intake intake, SourceSettings source) {
        this.intake = intake;
        this.source = source;
    }

    @Prototype
    @Replaces(value = Consumer.class, factory = KafkaConsumerFactory.class)
    @SuppressWarnings("rawtypes")
    Consumer createConsumer(@Parameter AbstractKafkaConsumerConfiguration configuration) {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, NEW_TOPICS_WITHIN_MS);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.putAll(configuration.getConfig());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, source.consumerGroup());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        if (source.instanceId() != null) {
            properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, source.instanceId());
            properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, STATIC_SESSION_MS);
        }
        Pattern topics = Pattern.compile(
                source.topics().pattern() + "|" + Pattern.quote(RedriveTopic.of(source.consumerGroup())));
        return GatedConsumer.wrap(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                topics,
                intake);
    }
}
