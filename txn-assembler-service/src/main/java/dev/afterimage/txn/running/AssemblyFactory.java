package dev.afterimage.txn.running;

import dev.afterimage.cdc.deadletter.DeadLetters;
import dev.afterimage.cdc.envelope.AnyFormDecoder;
import dev.afterimage.cdc.envelope.JsonSettings;
import dev.afterimage.cdc.envelope.TopicTypes;
import dev.afterimage.cdc.registry.SchemaSource;
import dev.afterimage.cdc.transaction.TransactionDecoder;
import dev.afterimage.cdc.type.Placeholder;
import dev.afterimage.txn.config.AssemblerProperties;
import dev.afterimage.txn.config.EventFormat;
import dev.afterimage.txn.config.RegistryProperties;
import dev.afterimage.txn.config.SourceSettings;
import dev.afterimage.txn.topology.AssemblyEvents;
import dev.afterimage.txn.topology.TransactionTopology;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.OptionalInt;

/** Puts the topology's parts together. */
@Factory
final class AssemblyFactory {
    @Singleton
    TransactionTopology.Parts parts(
            SourceSettings source, AssemblerProperties properties, RegistryProperties registry, AssemblyEvents events) {
        String version = AssemblyFactory.class.getPackage().getImplementationVersion();
        SchemaSource schemas = registry.schemas();
        JsonSettings json = new JsonSettings(Placeholder.DEFAULT, source.format() == EventFormat.JSON, TopicTypes.NONE);
        return new TransactionTopology.Parts(
                source.sources(),
                properties.partitions(),
                () -> new TransactionTopology.Reading(
                        new AnyFormDecoder(json, schemas), new TransactionDecoder(schemas), properties.fullBefore()),
                properties.limits(),
                properties.ordering(),
                properties.destinations(),
                new DeadLetters(
                        properties.deadLetterTopic(), source.consumerGroup(), version == null ? "dev" : version),
                source.consumerGroup(),
                events,
                OptionalInt.empty());
    }
}
