package dev.afterimage.indexer.plan;

import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.cdc.event.ChangeEvent.Delete;
import dev.afterimage.cdc.event.ChangeEvent.Upsert;
import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.Origin;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.event.RowImages;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.position.PostgresPosition;
import dev.afterimage.cdc.position.SnapshotKind;
import dev.afterimage.cdc.position.SourcePosition;
import dev.afterimage.cdc.type.ColumnType;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One partition of a table's topic in a test: what it delivers becomes candidates, offset after offset. */
public final class Delivery {
    public static final String SOURCE = "shop";
    public static final String TOPIC = "shop.public.orders";
    /** A key and two columns of text. */
    public static final TableSchema SCHEMA = new TableSchema(
            List.of(
                    new Column("id", new ColumnType.Int(32), false),
                    new Column("v", new ColumnType.Text(), true),
                    new Column("body", new ColumnType.Text(), true)),
            true);

    private static final RowImage KEY =
            RowImages.of(new TableSchema(List.of(new Column("id", new ColumnType.Int(32), false)), true), List.of("1"));

    private final String source;
    private final int partition;
    private final PartitionLedger ledger;
    private long offset;

    private Delivery(String source, int partition) {
        this.source = source;
        this.partition = partition;
        this.ledger = new PartitionLedger(new TopicPartition(TOPIC, partition));
    }

    public static Delivery ofPartition(int partition) {
        return new Delivery(SOURCE, partition);
    }

    public static Delivery ofSource(String source) {
        return new Delivery(source, 0);
    }

    /** The row with both of its texts. */
    public static RowImage row(String v, String body) {
        return RowImages.of(SCHEMA, List.of("1", RowImages.quote(v), RowImages.quote(body)));
    }

    /** The row as an update tells it that left the body alone. */
    public static RowImage withoutBody(String v) {
        return RowImages.of(SCHEMA, List.of("1", RowImages.quote(v), RowImages.UNAVAILABLE));
    }

    /** Streamed, with the commit position of its transaction. */
    public static PostgresPosition committed(long commit, long order) {
        return new PostgresPosition(commit, commit, order, SnapshotKind.NONE);
    }

    /** Streamed in the first transaction after a full snapshot, which has no commit position. */
    public static PostgresPosition commitUnknown(long lsn, long order) {
        return new PostgresPosition(PostgresPosition.UNKNOWN, lsn, order, SnapshotKind.NONE);
    }

    /** Read by a full snapshot. */
    public static PostgresPosition fullSnapshot(long at) {
        return new PostgresPosition(PostgresPosition.UNKNOWN, at, 0, SnapshotKind.FULL);
    }

    /** Read by an incremental snapshot, which carries the last commit seen. */
    public static PostgresPosition incremental(long lastCommit) {
        return new PostgresPosition(lastCommit, lastCommit, 0, SnapshotKind.INCREMENTAL);
    }

    public PartitionLedger ledger() {
        return ledger;
    }

    /** The next record, without anything decoded of it. */
    public Ticket ticket() {
        RecordCoordinates at = new RecordCoordinates(TOPIC, partition, offset, 1_000 + offset);
        return ledger.open(record(), at, null);
    }

    /** A dead letter sent again, which stood at another offset first. */
    public Ticket redriven(long original) {
        RecordCoordinates at = new RecordCoordinates(TOPIC, partition, original, 1_000 + original);
        return ledger.open(record(), at, new Redrive(Redrive.Kind.REDRIVE, "r" + offset, at, 1));
    }

    private ConsumerRecord<byte[], byte[]> record() {
        return new ConsumerRecord<>(TOPIC, partition, offset++, new byte[4], new byte[100]);
    }

    public Candidate upsert(SourcePosition position, RowImage after) {
        return upsert(ticket(), position, after);
    }

    public Candidate upsert(Ticket ticket, SourcePosition position, RowImage after) {
        Operation operation = position.snapshot() == SnapshotKind.NONE ? Operation.UPDATE : Operation.READ;
        Upsert event = new Upsert(ticket.at(), origin(position, null), operation, KEY, null, after);
        return Candidate.of(ticket, event, 0, after, false);
    }

    public Candidate delete(SourcePosition position) {
        Ticket ticket = ticket();
        Delete event = new Delete(ticket.at(), origin(position, null), KEY, null);
        return Candidate.of(ticket, event, 0, null, false);
    }

    public Origin origin(SourcePosition position, @Nullable String transaction) {
        return new Origin(
                source,
                "postgresql",
                "db",
                "public",
                "orders",
                1_700_000_000_000L,
                position,
                transaction,
                position.order());
    }
}
