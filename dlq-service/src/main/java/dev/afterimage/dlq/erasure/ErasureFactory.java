package dev.afterimage.dlq.erasure;

import dev.afterimage.dlq.config.DlqProperties;
import dev.afterimage.dlq.config.RegistrySettings;
import dev.afterimage.dlq.kafka.KafkaClients;
import dev.afterimage.dlq.loop.Backoff;
import dev.afterimage.dlq.loop.Every;
import dev.afterimage.dlq.loop.Loop;
import dev.afterimage.dlq.loop.LoopState;
import dev.afterimage.dlq.parking.Erasures;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;

/** Puts the erasure together. */
@Factory
@Requires(property = "kafka.enabled", notEquals = "false")
final class ErasureFactory {
    private static final int RECORDS_AT_ONCE = 500;

    @Singleton
    @Named("erasures")
    Loop telling(Erasures erasures, @Named("redrive") Producer<byte[], byte[]> producer) {
        return new Every(
                new LoopState("erasures", Clock.systemUTC()),
                Duration.ofSeconds(1),
                new Telling(erasures, producer),
                RandomGenerator.getDefault());
    }

    @Singleton
    @Named("deleted-rows")
    @Requires(property = "afterimage.dlq.erasure-tables")
    Loop deletedRows(KafkaClients kafka, DlqProperties properties, RegistrySettings registry, Erasures erasures) {
        return new ErasureLoop(
                kafka.consumer(properties.consumerGroup() + "-erasure", RECORDS_AT_ONCE),
                properties.erasureTables(),
                new DeletedRows(registry.source()),
                erasures,
                new Backoff(250, 15_000, RandomGenerator.getDefault()),
                new LoopState("deleted-rows", Clock.systemUTC()));
    }
}
