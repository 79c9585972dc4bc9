package dev.afterimage.txn.running;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.delivery.TransactionSchema;
import dev.afterimage.cdc.registry.SchemaRefusedException;
import dev.afterimage.cdc.registry.SchemaRegistry;
import dev.afterimage.txn.config.AssemblerProperties;
import dev.afterimage.txn.config.AssemblerProperties.OutputFormat;
import dev.afterimage.txn.config.RegistryProperties;
import dev.afterimage.txn.topology.TransactionTopology;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Registers the schema of what leaves in Avro, once and before the first record is read, so that a registry which is away later holds no transaction
 * back.
 */
@Singleton
final class OutputSchema {
    private final String subject;
    private final @Nullable SchemaRegistry registry;

    OutputSchema(AssemblerProperties properties, RegistryProperties registry) {
        this.subject = properties.transactionTopic() + "-value";
        this.registry = properties.outputFormat() == OutputFormat.AVRO ? registry.client() : null;
        if (properties.outputFormat() == OutputFormat.AVRO && this.registry == null) {
            throw new ConfigurationException(
                    "afterimage.txn.output-format is avro and schema-registry.url is not set: set SCHEMA_REGISTRY_URL");
        }
    }

    /**
     * The parts of a topology that writes the form that is set.
     *
     * @throws EventFailure if the registry does not answer now
     * @throws SchemaRefusedException if it will not have the schema
     */
    TransactionTopology.Parts applied(TransactionTopology.Parts parts) throws EventFailure, SchemaRefusedException {
        return registry == null ? parts : parts.writingAvro(registry.register(subject, TransactionSchema.text()));
    }
}
