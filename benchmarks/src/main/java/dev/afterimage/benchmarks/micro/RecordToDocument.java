package dev.afterimage.benchmarks.micro;

import dev.afterimage.benchmarks.peer.PeerDocuments;
import dev.afterimage.cdc.checksum.Checksum;
import dev.afterimage.cdc.checksum.ChecksumColumns;
import dev.afterimage.cdc.checksum.RowChecksum;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.envelope.EventDecoder;
import dev.afterimage.cdc.envelope.JsonEventDecoder;
import dev.afterimage.cdc.envelope.JsonSettings;
import dev.afterimage.cdc.envelope.TopicTypes;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.key.DocumentId;
import dev.afterimage.cdc.key.DocumentIds;
import dev.afterimage.cdc.type.Placeholder;
import dev.afterimage.indexer.document.ByteWriter;
import dev.afterimage.indexer.document.DocumentWriter;
import dev.afterimage.indexer.document.Projection;
import dev.afterimage.indexer.document.TableOptions;
import dev.afterimage.indexer.index.BulkBody;
import dev.afterimage.indexer.plan.Candidate;
import dev.afterimage.indexer.plan.PartitionLedger;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one record costs on its way from bytes to a line of a bulk body, step by step and whole, and what the peer's way costs.
 *
 * <p>Run with {@code -prof gc} for the bytes allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecordToDocument {
    private static final int BODY = 1_500_000;

    private final Records records = new Records();
    private final EventDecoder decoder =
            new JsonEventDecoder(new JsonSettings(Placeholder.DEFAULT, true, TopicTypes.NONE));
    private final PeerDocuments peer = new PeerDocuments();
    private final DocumentIds ids = DocumentIds.plain();
    private final RowChecksum checksum = new RowChecksum();
    private final DocumentWriter writer = new DocumentWriter(new byte[0]);
    private final ByteWriter document = new ByteWriter(64 << 10);
    private final BulkBody body = new BulkBody(2 * BODY);
    private final PartitionLedger ledger = new PartitionLedger(new TopicPartition(Records.TOPIC.name(), 0));
    private final Candidate candidate;
    private final ChangeEvent.Upsert upsert;
    private final Projection projection;
    private final ChecksumColumns columns;

    /** Decodes one record for the steps that begin after decoding. */
    public RecordToDocument() {
        ConsumerRecord<byte[], byte[]> record = records.next();
        try {
            upsert = upsert(record);
        } catch (EventFailure e) {
            throw new IllegalStateException("every record is well-formed", e);
        }
        candidate = Candidate.of(ledger.open(record, upsert.at(), null), upsert, 0, upsert.after(), false);
        projection = new Projection(upsert.after().schema(), TableOptions.DEFAULT);
        columns = ChecksumColumns.all(upsert.after().schema());
    }

    private ChangeEvent.Upsert upsert(ConsumerRecord<byte[], byte[]> record) throws EventFailure {
        RecordCoordinates at = new RecordCoordinates(record.topic(), record.partition(), record.offset(), 0);
        if (decoder.decode(record, at) instanceof ChangeEvent.Upsert read) {
            return read;
        }
        throw new IllegalStateException("every record is an update");
    }

    /** From the record's bytes to the change event. */
    @Benchmark
    public ChangeEvent decode() throws EventFailure {
        return upsert(records.next());
    }

    /** From the key to the document's id. */
    @Benchmark
    public DocumentId id() throws EventFailure {
        return ids.of(upsert.key());
    }

    /** The checksum of a row. */
    @Benchmark
    public Checksum checksum() {
        return checksum.of(upsert.after(), columns);
    }

    /** From the event to the document's bytes, checksum included. */
    @Benchmark
    public int document() {
        document.clear();
        writer.write(candidate, projection, document);
        return document.length();
    }

    /** All of it: decode, id, document and bulk line. */
    @Benchmark
    public int whole() throws EventFailure {
        ConsumerRecord<byte[], byte[]> record = records.next();
        ChangeEvent.Upsert read = upsert(record);
        Candidate made = Candidate.of(candidate.ticket(), read, 0, read.after(), false);
        document.clear();
        writer.write(made, projection, document);
        if (body.size() > BODY) {
            body.clear();
        }
        body.add("micro", ids.of(read.key()).text(), null, made.version(), document.bytes(), 0, document.length());
        return body.size();
    }

    /** The same as a peer does it: Jackson's tree, checksum over a text, document written from the tree. */
    @Benchmark
    public PeerDocuments.Operation peer() throws IOException {
        return peer.read(records.next());
    }
}
