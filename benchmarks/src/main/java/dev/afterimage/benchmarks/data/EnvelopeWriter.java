package dev.afterimage.benchmarks.data;

import static dev.afterimage.benchmarks.data.Bytes.ascii;

/** Writes Debezium's envelopes for PostgreSQL as its JSON converter does without schemas. Not thread-safe. */
final class EnvelopeWriter {
    private static final byte[] BEFORE = ascii("{\"before\":");
    private static final byte[] AFTER = ascii(",\"after\":");
    private static final byte[] OPEN = ascii("{");
    private static final byte[] CLOSE = ascii("}");
    private static final byte[] NULL = ascii("null");
    private static final byte[] SOURCE =
            ascii(",\"source\":{\"version\":\"3.6.1.Final\",\"connector\":\"postgresql\",\"name\":\"" + Topic.SOURCE
                    + "\",\"ts_ms\":");
    private static final byte[] SEQUENCE =
            ascii(",\"snapshot\":\"false\",\"db\":\"" + Topic.SOURCE + "\",\"sequence\":\"[\\\"");
    private static final byte[] SEQUENCE_MIDDLE = ascii("\\\",\\\"");
    private static final byte[] TS_US = ascii("\\\"]\",\"ts_us\":");
    private static final byte[] TS_NS = ascii(",\"ts_ns\":");
    private static final byte[] TABLE = ascii(",\"schema\":\"public\",\"table\":\"" + Topic.TABLE + "\",\"txId\":");
    private static final byte[] LSN = ascii(",\"lsn\":");
    private static final byte[] TRANSACTION =
            ascii(",\"xmin\":null,\"origin\":null,\"origin_lsn\":null},\"transaction\":{\"id\":\"");
    private static final byte[] COLON = ascii(":");
    private static final byte[] TOTAL_ORDER = ascii("\",\"total_order\":");
    private static final byte[] COLLECTION_ORDER = ascii(",\"data_collection_order\":");
    private static final byte[] OP = ascii("},\"op\":\"");
    private static final byte[] TS_MS = ascii("\",\"ts_ms\":");
    private static final byte[] OUTER_US = ascii(",\"ts_us\":");
    private static final byte[] KEY = ascii("{\"id\":");
    private static final byte[] ZEROS_3 = ascii("000");
    private static final byte[] ZEROS_6 = ascii("000000");
    private static final byte[] INSERT = ascii("c");
    private static final byte[] UPDATE = ascii("u");
    private static final byte[] DELETE = ascii("d");

    private final Row rows;
    private final Bytes out = new Bytes();

    EnvelopeWriter(long seed) {
        this.rows = new Row(seed);
    }

    byte[] key(int key) {
        return out.clear().add(KEY).add(key).add(CLOSE).copy();
    }

    byte[] insert(int key, int event, long committedAt) {
        out.clear().add(BEFORE).add(NULL).add(AFTER);
        row(key, event);
        return rest(event, INSERT, committedAt);
    }

    byte[] update(int key, int event, int before, long committedAt) {
        out.clear().add(BEFORE);
        row(key, before);
        out.add(AFTER);
        row(key, event);
        return rest(event, UPDATE, committedAt);
    }

    byte[] delete(int key, int event, int before, long committedAt) {
        out.clear().add(BEFORE);
        row(key, before);
        out.add(AFTER).add(NULL);
        return rest(event, DELETE, committedAt);
    }

    private void row(int key, int event) {
        out.add(OPEN);
        rows.members(key, event, out);
        out.add(CLOSE);
    }

    private byte[] rest(int event, byte[] op, long committedAt) {
        long lsn = Positions.lsn(event);
        out.add(SOURCE).add(committedAt);
        out.add(SEQUENCE).add(Positions.lastCommit(event)).add(SEQUENCE_MIDDLE).add(lsn);
        out.add(TS_US).add(committedAt).add(ZEROS_3);
        out.add(TS_NS).add(committedAt).add(ZEROS_6);
        out.add(TABLE).add(Positions.transaction(event));
        out.add(LSN).add(lsn);
        out.add(TRANSACTION).add(Positions.transaction(event)).add(COLON).add(lsn);
        out.add(TOTAL_ORDER).add(Positions.order(event));
        out.add(COLLECTION_ORDER).add(Positions.order(event));
        out.add(OP).add(op);
        out.add(TS_MS).add(committedAt);
        out.add(OUTER_US).add(committedAt).add(ZEROS_3);
        out.add(TS_NS).add(committedAt).add(ZEROS_6);
        return out.add(CLOSE).copy();
    }
}
