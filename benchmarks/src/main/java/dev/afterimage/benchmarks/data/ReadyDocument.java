package dev.afterimage.benchmarks.data;

import static dev.afterimage.benchmarks.data.Bytes.ascii;

import dev.afterimage.cdc.checksum.Checksum;
import dev.afterimage.cdc.checksum.DocumentChecksum;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The documents of upserts as the indexer writes them, byte for byte, without decoding anything. Not thread-safe. */
public final class ReadyDocument {
    private final Topic topic;
    private final Row rows;
    private final DocumentChecksum checksums = new DocumentChecksum();
    private final Bytes out = new Bytes();

    public ReadyDocument(Topic topic, long seed) {
        this.topic = topic;
        this.rows = new Row(seed);
    }

    /** The checksum of a row as it stands in its document. */
    public Checksum checksum(byte[] row) {
        try {
            return checksums.of(row, name -> true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document of an update. */
    public byte[] update(int key, int event, long committedAt, int partition, long offset) {
        byte[] row = rows.json(key, event);
        Checksum sum = checksum(row);
        long lsn = Positions.lsn(event);
        out.clear().add(ascii("{"));
        rows.members(key, event, out);
        out.add(ascii(",\"_cdc\":{\"version\":")).add(Positions.version(event));
        out.add(ascii(",\"epoch\":0,\"commit\":")).add(Positions.lastCommit(event));
        out.add(ascii(",\"lsn\":")).add(lsn);
        out.add(ascii(",\"order\":")).add(Positions.order(event));
        out.add(ascii(",\"op\":\"u\",\"ts\":")).add(committedAt);
        out.add(ascii(",\"txn\":\"")).add(Positions.transaction(event));
        out.add(ascii(":")).add(lsn);
        out.add(ascii("\",\"source\":\"" + Topic.SOURCE + "\",\"topic\":\"" + topic.name() + "\",\"partition\":"))
                .add(partition);
        out.add(ascii(",\"offset\":")).add(offset);
        out.add(ascii(",\"checksum\":{\"a\":")).add(sum.a());
        out.add(ascii(",\"b\":")).add(sum.b());
        return out.add(ascii("}}}")).copy();
    }
}
