package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.envelope.EventDecoder;
import dev.afterimage.cdc.key.IndexName;
import dev.afterimage.indexer.config.IndexerProperties;
import dev.afterimage.indexer.config.SourceSettings;
import dev.afterimage.indexer.document.DocumentWriter;
import dev.afterimage.indexer.document.TableOptions;
import dev.afterimage.indexer.index.BulkSender;
import dev.afterimage.indexer.index.ElasticsearchConnection;
import dev.afterimage.indexer.index.catalogue.Generation;
import dev.afterimage.indexer.index.catalogue.IndexCatalogue;
import dev.afterimage.indexer.index.control.Rebuilds;
import dev.afterimage.indexer.index.rebuild.DocumentCopy;
import dev.afterimage.indexer.index.rebuild.DocumentScan;
import dev.afterimage.indexer.index.rebuild.Generations;
import dev.afterimage.indexer.rebuild.Rebuild;
import dev.afterimage.support.kafka.KafkaClients;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * What rebuilds are made of in this instance.
 *
 * @param decoders a decoder of its own for each thread
 */
record RebuildParts(
        Rebuilds store,
        ElasticsearchConnection connection,
        BulkSender sender,
        Sink sink,
        KafkaClients kafka,
        SourceSettings source,
        IndexerProperties properties,
        TableCatalogue catalogue,
        Supplier<EventDecoder> decoders) {
    Generations generations() {
        return new Generations(connection);
    }

    IndexCatalogue indices() {
        return new IndexCatalogue(connection);
    }

    DocumentScan scan() {
        return new DocumentScan(connection);
    }

    DocumentCopy copy() {
        return new DocumentCopy(connection, sender);
    }

    /** The caller closes it. */
    Admin admin() {
        return kafka.admin();
    }

    /** The caller closes it. */
    Consumer<byte[], byte[]> consumer() {
        return kafka.exactReader();
    }

    /** Options of a topic's table. */
    TableOptions options(String topic) {
        return catalogue.of(source.table(topic));
    }

    /** The index of a topic's table. */
    String index(String topic) {
        return IndexName.of(options(topic).index(), topic, source.table(topic));
    }

    /** A worker that writes a generation in place of the index. */
    Worker worker(Rebuild rebuild, SilentDesk desk) {
        byte[] secret = PipelineFactory.secret(properties, catalogue);
        String suffix = Generation.suffix(rebuild.number());
        return new Worker(
                Limits.of(properties).beside(),
                new Tables(
                        table -> {
                            TableOptions options = catalogue.of(table);
                            return options.withIndex(options.index() + suffix);
                        },
                        secret),
                decoders.get(),
                new DocumentWriter(secret),
                new RebuildSink(sink, new Generation(rebuild.index(), rebuild.number()), rebuild.contentToo()),
                desk,
                new Unwatched(),
                Clock.systemUTC(),
                PipelineFactory.STEADY,
                RandomGenerator.getDefault());
    }
}
