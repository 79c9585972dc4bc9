package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.deadletter.RedriveTopic;
import dev.afterimage.cdc.envelope.EventDecoder;
import dev.afterimage.indexer.config.DryRunSettings;
import dev.afterimage.indexer.config.IndexerProperties;
import dev.afterimage.indexer.config.SourceSettings;
import dev.afterimage.indexer.document.DocumentWriter;
import dev.afterimage.indexer.dryrun.DryReport;
import dev.afterimage.indexer.dryrun.DryRun;
import dev.afterimage.indexer.dryrun.DryRunException;
import dev.afterimage.indexer.dryrun.Hazards;
import dev.afterimage.indexer.dryrun.KeyPlaces;
import dev.afterimage.indexer.dryrun.TopicFacts;
import dev.afterimage.indexer.dryrun.TopicRules;
import dev.afterimage.indexer.index.ElasticsearchConnection;
import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.indexer.index.control.ControlIndex;
import dev.afterimage.indexer.index.control.Epochs;
import dev.afterimage.indexer.index.control.TruncateFloors;
import dev.afterimage.indexer.plan.EpochBook;
import dev.afterimage.support.kafka.KafkaClients;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The dry run: the worker itself on the real topics, with a desk and a sink that keep everything to themselves. */
@Singleton
@Requires(env = DryRunner.ENVIRONMENT)
final class DryRunner implements DryRun {
    /** The framework's environment in which nothing consumes and nothing is served. */
    static final String ENVIRONMENT = "dry-run";

    private final SourceSettings source;
    private final IndexerProperties properties;
    private final DryRunSettings settings;
    private final TableCatalogue catalogue;
    private final EventDecoder decoder;
    private final ElasticsearchConnection connection;
    private final KafkaClients kafka;
    private final Hazards hazards = new Hazards();
    private final List<String> notices = new ArrayList<>();

    DryRunner(
            SourceSettings source,
            IndexerProperties properties,
            DryRunSettings settings,
            TableCatalogue catalogue,
            EventDecoder decoder,
            ElasticsearchConnection connection,
            KafkaClients kafka) {
        this.source = source;
        this.properties = properties;
        this.settings = settings;
        this.catalogue = catalogue;
        this.decoder = decoder;
        this.connection = connection;
        this.kafka = kafka;
    }

    @Override
    public DryReport look() throws DryRunException, InterruptedException {
        try (Consumer<byte[], byte[]> consumer = kafka.reader();
                Admin admin = kafka.admin()) {
            return look(consumer, new TopicLooks(admin, notices));
        } catch (KafkaException e) {
            throw new DryRunException("Kafka: " + e);
        } catch (SinkFailure e) {
            throw new DryRunException("Elasticsearch: " + e.category() + ": " + e.getMessage());
        }
    }

    private DryReport look(Consumer<byte[], byte[]> consumer, TopicLooks looks)
            throws DryRunException, InterruptedException, SinkFailure {
        long began = PipelineFactory.STEADY.getAsLong();
        Predicate<String> ours = source.topics().asMatchPredicate();
        Set<String> there = Set.copyOf(consumer.listTopics().keySet());
        List<TopicPartition> partitions = there.stream()
                .filter(ours)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new DryRunException("there is no topic " + String.join(".*, ", source.topicPrefix())
                    + ".<schema>.<table>: is AFTERIMAGE_TOPIC_PREFIX the connector's topic.prefix?");
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<TopicFacts> facts = looks.facts(consumer, partitions, ends);
        TopicRules rules = new TopicRules(settings.leastRetention(), properties.deleteMemory());
        facts.forEach(topic -> rules.judge(topic, hazards));
        looks.group(source.consumerGroup(), hazards);
        looks.own(
                Set.of(
                        properties.deadLetterTopic(),
                        properties.outcomeTopic(),
                        RedriveTopic.of(source.consumerGroup())),
                there,
                hazards);
        DrySink sink = new DrySink(connection, shared(), hazards);
        Worker worker = worker(sink);
        KeyPlaces keys = new KeyPlaces(settings.keys());
        DryReading reading = new DryReading(
                consumer, worker, sink.overlay(), keys, hazards, PipelineFactory.STEADY, settings.keys());
        reading.read(ends, settings.records(), settings.time());
        unread(worker, reading, keys, ends);
        DryFindings findings = new DryFindings(worker, sink, reading.looked(), hazards, properties);
        findings.noteStops();
        String headline = String.format(
                Locale.ROOT,
                "Dry run for consumer group %s: %,d topics, %,d records looked at in %.1f s."
                        + " Nothing was written, nothing was committed.",
                source.consumerGroup(),
                facts.size(),
                reading.looked().values().stream().mapToLong(Long::longValue).sum(),
                (PipelineFactory.STEADY.getAsLong() - began) / 1000.0);
        return new DryReport(headline, hazards.all(), hazards.others(), notices, findings.tables());
    }

    private Worker worker(Sink sink) {
        byte[] secret = PipelineFactory.secret(properties, catalogue);
        return new Worker(
                Limits.of(properties).withoutBreaker(),
                new Tables(catalogue::of, secret),
                decoder,
                new DocumentWriter(secret),
                sink,
                new DryDesk(source.consumerGroup(), hazards),
                new Unwatched(),
                Clock.systemUTC(),
                PipelineFactory.STEADY,
                RandomGenerator.getDefault());
    }

    /** What the instances share already, if any ever ran; nothing is made where none did. */
    private Sink.Control shared() throws SinkFailure {
        ControlIndex control = new ControlIndex(connection, properties.controlIndex());
        try {
            return ElasticsearchSink.shared(new TruncateFloors(control), new Epochs(control));
        } catch (SinkFailure e) {
            if (e.category() == FailureCategory.INDEX_UNAVAILABLE) {
                return new Sink.Control(Map.of(), EpochBook.EMPTY);
            }
            throw e;
        }
    }

    private void unread(Worker worker, DryReading reading, KeyPlaces keys, Map<TopicPartition, Long> ends)
            throws DryRunException {
        SinkGate.Trouble trouble = worker.gate().trouble();
        if (trouble != null) {
            throw new DryRunException("Elasticsearch: " + trouble.category() + ": " + trouble.reason());
        }
        for (Table table : worker.tables().all()) {
            Table.Held held = table.held();
            if (held != null) {
                throw new DryRunException("index " + table.index() + ": " + held.category() + ": " + held.reason());
            }
        }
        long left = reading.left(ends);
        if (left > 0) {
            notices.add(String.format(
                    Locale.ROOT,
                    "%,d records that are there: behind a stop, or beyond a bound (afterimage.dry-run.records, time or keys)",
                    left));
        }
        if (keys.full()) {
            notices.add("whether keys beyond the first " + settings.keys() + " stand in one partition each");
        }
    }
}
