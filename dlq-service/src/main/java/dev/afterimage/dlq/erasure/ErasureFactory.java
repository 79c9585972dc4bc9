package dev.afterimage.dlq.erasure;

import dev.afterimage.dlq.config.DlqProperties;
import dev.afterimage.dlq.config.RegistrySettings;
import dev.afterimage.dlq.parking.Erasures;
import dev.afterimage.dlq.parking.Relatives;
import dev.afterimage.support.kafka.KafkaClients;
import dev.afterimage.support.loop.Backoff;
import dev.afterimage.support.loop.Every;
import dev.afterimage.support.loop.Loop;
import dev.afterimage.support.loop.LoopState;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;

/** Puts the erasure together. */
@Factory
@Requires(property = "kafka.enabled", notEquals = "false")
final class ErasureFactory {
    private static final int RECORDS_AT_ONCE = 500;
    private static final Duration TOPICS_LOOKED_AT = Duration.ofMinutes(10);

    @Singleton
    @Named("erasures")
    Loop telling(Erasures erasures, @Named("redrive") Producer<byte[], byte[]> producer) {
        return new Every(
                new LoopState("erasures", Clock.systemUTC()),
                Duration.ofSeconds(1),
                new Telling(erasures.log(), producer),
                RandomGenerator.getDefault());
    }

    @Singleton
    @Named("deleted-rows")
    @Requires(property = "afterimage.dlq.erasure-tables")
    Loop deletedRows(KafkaClients kafka, DlqProperties properties, RegistrySettings registry, Forgetting forgetting) {
        return new ErasureLoop(
                kafka.consumer(properties.consumerGroup() + "-erasure", RECORDS_AT_ONCE),
                properties.erasureTables(),
                new DeletedRows(registry.source()),
                forgetting,
                new Backoff(250, 15_000, RandomGenerator.getDefault()),
                new LoopState("deleted-rows", Clock.systemUTC()));
    }

    @Singleton
    @Named("related-erasures")
    Loop relatedErasures(
            Relatives relatives, Forgetting forgetting, DlqProperties properties, RegistrySettings registry) {
        return new Every(
                new LoopState("related-erasures", Clock.systemUTC()),
                Duration.ofSeconds(1),
                new Following(relatives, forgetting, new EventReferences(properties.relations(), registry.source())),
                RandomGenerator.getDefault());
    }

    @Singleton
    @Named("own-topics")
    Loop ownTopics(KafkaClients kafka, DlqProperties properties, OwnTopics topics) {
        List<String> ours = new ArrayList<>(properties.deadLetterTopics());
        ours.add(properties.outcomeTopic());
        return new Every(
                new LoopState("own-topics", Clock.systemUTC()),
                TOPICS_LOOKED_AT,
                new TopicInspection(kafka::admin, ours, topics),
                RandomGenerator.getDefault());
    }
}
