package dev.afterimage.dlq.parking;

import dev.afterimage.dlq.config.DlqProperties;
import dev.afterimage.dlq.config.RegistrySettings;
import dev.afterimage.support.database.DatabaseProperties;
import dev.afterimage.support.loop.Beginning;
import dev.afterimage.support.loop.Every;
import dev.afterimage.support.loop.Loop;
import dev.afterimage.support.loop.LoopState;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Puts together what is kept in PostgreSQL. */
@Factory
final class ParkingFactory {
    @Singleton
    @Bean(preDestroy = "close")
    Database database(DatabaseProperties properties) {
        return Database.open(properties);
    }

    @Singleton
    Beginning beginning(Database database) {
        return database::migrate;
    }

    @Singleton
    NewEntries newEntries(Database database) {
        return new NewEntries(database);
    }

    @Singleton
    DueEntries dueEntries(Database database) {
        return new DueEntries(database);
    }

    @Singleton
    Payloads payloads(Database database) {
        return new Payloads(database);
    }

    @Singleton
    Entries entries(Database database) {
        return new Entries(database);
    }

    @Singleton
    Causes causes(Database database) {
        return new Causes(database);
    }

    @Singleton
    @Named("retention")
    @Requires(property = "kafka.enabled", notEquals = "false")
    Loop retention(Database database, DlqProperties properties) {
        Retention retention = new Retention(database);
        return new Every(
                new LoopState("retention", Clock.systemUTC()),
                Duration.ofMinutes(1),
                () -> retention.remove(properties.retention()),
                RandomGenerator.getDefault());
    }

    @Singleton
    Erasures erasures(Database database) {
        return new Erasures(database);
    }

    @Singleton
    Relatives relatives(Database database) {
        return new Relatives(database);
    }

    @Singleton
    Forwarded forwarded(Database database) {
        return new Forwarded(database);
    }

    @Singleton
    SchemaWaits schemaWaits(Database database) {
        return new SchemaWaits(database);
    }

    @Singleton
    Answers answers(Database database, RegistrySettings registry) {
        return new Answers(database, new FailedAgain(registry.configured(), RandomGenerator.getDefault()));
    }
}
