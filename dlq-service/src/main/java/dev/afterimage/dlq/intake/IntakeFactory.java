package dev.afterimage.dlq.intake;

import dev.afterimage.dlq.config.DlqProperties;
import dev.afterimage.dlq.config.RegistrySettings;
import dev.afterimage.dlq.erasure.CarefulParking;
import dev.afterimage.dlq.erasure.EventReferences;
import dev.afterimage.support.kafka.KafkaClients;
import dev.afterimage.support.loop.Backoff;
import dev.afterimage.support.loop.Crew;
import dev.afterimage.support.loop.Loop;
import dev.afterimage.support.loop.LoopState;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Puts the intake together: readers with partitions of their own, so that one reads and decodes while another waits for the database. */
@Factory
@Requires(property = "kafka.enabled", notEquals = "false")
final class IntakeFactory {
    @Singleton
    Crew readers(
            KafkaClients kafka,
            DlqProperties properties,
            RegistrySettings registry,
            CarefulParking parking,
            Inflow inflow) {
        return new Crew(IntStream.rangeClosed(1, properties.readers())
                .mapToObj(number -> reader("intake-" + number, kafka, properties, registry, parking, inflow))
                .toList());
    }

    private static Loop reader(
            String name,
            KafkaClients kafka,
            DlqProperties properties,
            RegistrySettings registry,
            CarefulParking parking,
            Inflow inflow) {
        RandomGenerator random = RandomGenerator.getDefault();
        return new IntakeLoop(
                kafka.consumer(properties.consumerGroup(), properties.batchRecords()),
                properties.deadLetterTopics(),
                parking,
                new TopicIds(kafka.admin(), System::nanoTime),
                new ImageReader(registry.source()),
                new Admission(
                        registry.configured(), new EventReferences(properties.relations(), registry.source()), random),
                new IntakeLoop.IntakeLimits(properties.batchRecords(), properties.batchBytes()),
                new Backoff(250, 15_000, random),
                new LoopState(name, Clock.systemUTC()),
                inflow,
                Clock.systemUTC());
    }
}
