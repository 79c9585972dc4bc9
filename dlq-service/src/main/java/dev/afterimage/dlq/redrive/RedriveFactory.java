package dev.afterimage.dlq.redrive;

import dev.afterimage.dlq.config.DlqProperties;
import dev.afterimage.dlq.config.RegistrySettings;
import dev.afterimage.dlq.parking.Answers;
import dev.afterimage.dlq.parking.DueEntries;
import dev.afterimage.dlq.parking.Forwarded;
import dev.afterimage.dlq.parking.Payloads;
import dev.afterimage.dlq.parking.SchemaWaits;
import dev.afterimage.support.kafka.KafkaClients;
import dev.afterimage.support.loop.Backoff;
import dev.afterimage.support.loop.Every;
import dev.afterimage.support.loop.Loop;
import dev.afterimage.support.loop.LoopState;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;

/** Puts together what goes back and what is answered. */
@Factory
@Requires(property = "kafka.enabled", notEquals = "false")
final class RedriveFactory {
    private static final Duration SCHEMAS = Duration.ofSeconds(5);
    private static final int OUTCOMES_AT_ONCE = 5_000;

    /** First among producers: Micronaut would make one of its own for any name. */
    @Singleton
    @Primary
    @Named("redrive")
    @Bean(preDestroy = "close")
    Producer<byte[], byte[]> producer(KafkaClients kafka) {
        return kafka.producer();
    }

    @Singleton
    @Named("redrive")
    Loop redrive(
            DlqProperties properties,
            DueEntries due,
            Payloads payloads,
            Forwarded forwarded,
            @Named("redrive") Producer<byte[], byte[]> producer,
            Outflow outflow) {
        return new Every(
                new LoopState("redrive", Clock.systemUTC()),
                properties.pollInterval(),
                new Redriving(
                        due,
                        payloads,
                        forwarded,
                        producer,
                        properties.foreign(),
                        properties.claim(),
                        properties.inFlight(),
                        properties.lease(),
                        outflow),
                RandomGenerator.getDefault());
    }

    @Singleton
    @Named("outcomes")
    Loop outcomes(KafkaClients kafka, DlqProperties properties, Answers answers, Outflow outflow) {
        return new OutcomeLoop(
                kafka.consumer(properties.consumerGroup() + "-outcomes", OUTCOMES_AT_ONCE),
                properties.outcomeTopic(),
                answers,
                outflow,
                new Backoff(250, 15_000, RandomGenerator.getDefault()),
                new LoopState("outcomes", Clock.systemUTC()));
    }

    @Singleton
    @Named("schemas")
    @Requires(property = "schema-registry.url")
    Loop schemas(RegistrySettings registry, SchemaWaits waits) {
        return new Every(
                new LoopState("schemas", Clock.systemUTC()),
                SCHEMAS,
                new SchemaWatch(waits, registry.source()),
                RandomGenerator.getDefault());
    }
}
