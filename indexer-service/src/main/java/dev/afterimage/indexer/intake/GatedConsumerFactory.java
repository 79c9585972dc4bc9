package dev.afterimage.indexer.intake;

import io.micronaut.configuration.kafka.KafkaConsumerFactory;
import io.micronaut.configuration.kafka.config.AbstractKafkaConsumerConfiguration;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.context.annotation.Replaces;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes the listener's consumer one that goes through the intake. */
@Factory
@Replaces(factory = KafkaConsumerFactory.class)
final class GatedConsumerFactory {
    private final Intake intake;

    GatedConsumerFactory(Intake intake) {
        this.intake = intake;
    }

    @Prototype
    @Replaces(value = Consumer.class, factory = KafkaConsumerFactory.class)
    @SuppressWarnings("rawtypes")
    Consumer createConsumer(@Parameter AbstractKafkaConsumerConfiguration configuration) {
        Properties properties = configuration.getConfig();
        return GatedConsumer.wrap(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()), intake);
    }
}
