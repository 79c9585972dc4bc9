package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.DeadLetters;
import dev.afterimage.cdc.envelope.AnyFormDecoder;
import dev.afterimage.cdc.envelope.EventDecoder;
import dev.afterimage.cdc.envelope.JsonSettings;
import dev.afterimage.cdc.envelope.TopicTypes;
import dev.afterimage.cdc.registry.RegistryCredentials;
import dev.afterimage.cdc.registry.SchemaRegistry;
import dev.afterimage.cdc.registry.SchemaSource;
import dev.afterimage.cdc.type.Placeholder;
import dev.afterimage.indexer.config.EventFormat;
import dev.afterimage.indexer.config.IndexerProperties;
import dev.afterimage.indexer.config.RegistrySettings;
import dev.afterimage.indexer.config.SourceSettings;
import dev.afterimage.indexer.config.TableProperties;
import dev.afterimage.indexer.document.DocumentWriter;
import dev.afterimage.indexer.document.Mask;
import dev.afterimage.indexer.document.TableOptions;
import dev.afterimage.indexer.index.BulkSender;
import dev.afterimage.indexer.index.ElasticsearchConnection;
import dev.afterimage.indexer.index.control.ControlIndex;
import dev.afterimage.indexer.index.control.Rebuilds;
import dev.afterimage.indexer.park.DeadLetterDesk;
import dev.afterimage.indexer.status.PipelineEvents;
import dev.afterimage.support.elastic.ElasticsearchSettings;
import dev.afterimage.support.kafka.KafkaClients;
import io.micronaut.configuration.kafka.config.KafkaDefaultConfiguration;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts the pipeline together. */
@Factory
final class PipelineFactory {
    static final LongSupplier STEADY = () -> System.nanoTime() / 1_000_000;
    private static final int LARGEST_DEAD_LETTER = 64 << 20;

    @Singleton
    @Bean(preDestroy = "close")
    ElasticsearchConnection connection(ElasticsearchSettings settings) {
        return ElasticsearchConnection.open(settings);
    }

    @Singleton
    BulkSender sender(ElasticsearchConnection connection) {
        return new BulkSender(connection);
    }

    @Singleton
    Sink sink(ElasticsearchConnection connection, BulkSender sender, IndexerProperties properties) {
        return new ElasticsearchSink(
                connection,
                sender,
                properties.controlIndex(),
                Executors.newVirtualThreadPerTaskExecutor(),
                Clock.systemUTC());
    }

    private static Producer<byte[], byte[]> producer(KafkaDefaultConfiguration kafka) {
        Properties config = new Properties();
        config.putAll(kafka.getConfig());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        // A broker may refuse the first batch for a topic just made and take the second, and then refuse the first as
        // out of sequence.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_DEAD_LETTER);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Singleton
    @Bean(preDestroy = "close")
    DeadLetterDesk desk(KafkaDefaultConfiguration kafka, IndexerProperties properties, SourceSettings source) {
        String version = PipelineFactory.class.getPackage().getImplementationVersion();
        return new DeadLetterDesk(
                producer(kafka),
                new DeadLetters(
                        properties.deadLetterTopic(), source.consumerGroup(), version == null ? "dev" : version),
                properties.outcomeTopic(),
                source.consumerGroup());
    }

    @Singleton
    TableCatalogue catalogue(List<TableProperties> tables) {
        Map<String, TableOptions> named = new HashMap<>();
        for (TableProperties table : tables) {
            if (named.put(table.name(), table.options()) != null) {
                throw new ConfigurationException("afterimage.tables names " + table.name() + " twice");
            }
        }
        return new TableCatalogue(named);
    }

    @Singleton
    EventDecoder decoder(SourceSettings source, TableCatalogue catalogue, RegistrySettings registry) {
        return newDecoder(source, catalogue, registry);
    }

    private static EventDecoder newDecoder(SourceSettings source, TableCatalogue catalogue, RegistrySettings registry) {
        TopicTypes declared = topic -> catalogue.of(source.table(topic)).types()::get;
        return new AnyFormDecoder(
                new JsonSettings(Placeholder.DEFAULT, source.format() == EventFormat.JSON, declared, true),
                schemas(registry));
    }

    private static SchemaSource schemas(RegistrySettings registry) {
        URI url = registry.url();
        if (url == null) {
            return SchemaSource.NONE;
        }
        String user = registry.username();
        String password = registry.password();
        RegistryCredentials credentials = user == null || password == null
                ? RegistryCredentials.none()
                : RegistryCredentials.basic(user, password);
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(registry.connectTimeout())
                .build();
        return new SchemaRegistry(registry.client(url), credentials, http);
    }

    @Singleton
    Worker worker(
            IndexerProperties properties,
            TableCatalogue catalogue,
            EventDecoder decoder,
            Sink sink,
            DeadLetterDesk desk,
            PipelineEvents events) {
        byte[] secret = secret(properties, catalogue);
        return new Worker(
                Limits.of(properties),
                new Tables(catalogue::of, secret),
                decoder,
                new DocumentWriter(secret),
                sink,
                desk,
                events,
                Clock.systemUTC(),
                STEADY,
                RandomGenerator.getDefault());
    }

    /** The key of hashed ids and masks, which must be there where a table needs it; empty where none does. */
    static byte[] secret(IndexerProperties properties, TableCatalogue catalogue) {
        byte[] secret =
                properties.secret() == null ? new byte[0] : properties.secret().getBytes(StandardCharsets.UTF_8);
        boolean needed = catalogue.all().stream()
                .anyMatch(table -> table.hashIds() || table.masks().containsValue(Mask.HASH));
        if (needed && secret.length < 16) {
            throw new ConfigurationException(
                    "a table has hashed ids or masks: set afterimage.indexer.secret to 16 characters or more");
        }
        return secret;
    }

    @Singleton
    RebuildParts rebuilding(
            ElasticsearchConnection connection,
            BulkSender sender,
            Sink sink,
            KafkaClients kafka,
            SourceSettings source,
            IndexerProperties properties,
            TableCatalogue catalogue,
            RegistrySettings registry) {
        return new RebuildParts(
                new Rebuilds(new ControlIndex(connection, properties.controlIndex())),
                connection,
                sender,
                sink,
                kafka,
                source,
                properties,
                catalogue,
                () -> newDecoder(source, catalogue, registry));
    }

    @Singleton
    Lag lag() {
        return new Lag(STEADY);
    }

    @Singleton
    Intake intake(Worker worker, Lag lag, IndexerProperties properties) {
        return new Intake(
                worker,
                lag,
                STEADY,
                properties.commitInterval().toMillis(),
                Duration.ofMillis(properties.drainTimeout().toMillis()));
    }

    @Singleton
    StatusPublisher status(Worker worker, Intake intake, Lag lag) {
        return new StatusPublisher(worker, intake, lag, Clock.systemUTC(), STEADY);
    }
}
