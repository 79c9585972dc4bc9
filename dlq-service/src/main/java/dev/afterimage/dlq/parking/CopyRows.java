package dev.afterimage.dlq.parking;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a table by PostgreSQL's binary COPY, which costs the server far less than statements do; the fields of a row are
 * given in the order of its columns. Used by one thread; closing without {@link #end} gives the rows up.
 */
final class CopyRows implements AutoCloseable {
    private static final byte[] BEGIN = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final short END = -1;
    private static final int NULL = -1;
    private static final int BUFFER = 64 << 10;
    private static final int ROOM_OF_A_NUMBER = Integer.BYTES + 2 * Long.BYTES;
    /** The server counts from the year 2000. */
    private static final long SERVER_EPOCH_SECONDS = 946_684_800;

    private final CopyIn copy;
    private final short columns;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    private CopyRows(CopyIn copy, short columns) throws SQLException {
        this.copy = copy;
        this.columns = columns;
        put(BEGIN);
    }

    /**
     * Begins.
     *
     * @param columns whose fields each row has
     */
    static CopyRows into(Connection connection, String table, String... columns) throws SQLException {
        String sql = "copy " + table + " (" + String.join(", ", columns) + ") from stdin (format binary)";
        return new CopyRows(connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql), (short) columns.length);
    }

    /** Begins a row. */
    CopyRows row() throws SQLException {
        room(Short.BYTES).putShort(columns);
        return this;
    }

    CopyRows text(@Nullable String value) throws SQLException {
        return bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    CopyRows bytes(byte @Nullable [] value) throws SQLException {
        room(Integer.BYTES).putInt(value == null ? NULL : value.length);
        if (value != null) {
            put(value);
        }
        return this;
    }

    CopyRows int8(@Nullable Long value) throws SQLException {
        ByteBuffer room = room(ROOM_OF_A_NUMBER);
        if (value == null) {
            room.putInt(NULL);
        } else {
            room.putInt(Long.BYTES).putLong(value);
        }
        return this;
    }

    CopyRows int4(@Nullable Integer value) throws SQLException {
        ByteBuffer room = room(ROOM_OF_A_NUMBER);
        if (value == null) {
            room.putInt(NULL);
        } else {
            room.putInt(Integer.BYTES).putInt(value);
        }
        return this;
    }

    CopyRows bool(@Nullable Boolean value) throws SQLException {
        ByteBuffer room = room(ROOM_OF_A_NUMBER);
        if (value == null) {
            room.putInt(NULL);
        } else {
            room.putInt(1).put((byte) (value ? 1 : 0));
        }
        return this;
    }

    CopyRows uuid(@Nullable UUID value) throws SQLException {
        ByteBuffer room = room(ROOM_OF_A_NUMBER);
        if (value == null) {
            room.putInt(NULL);
        } else {
            room.putInt(2 * Long.BYTES)
                    .putLong(value.getMostSignificantBits())
                    .putLong(value.getLeastSignificantBits());
        }
        return this;
    }

    /** A moment to the microsecond; what is finer is cut off. */
    CopyRows time(@Nullable Instant value) throws SQLException {
        return int8(
                value == null
                        ? null
                        : Math.addExact(
                                Math.multiplyExact(value.getEpochSecond() - SERVER_EPOCH_SECONDS, 1_000_000L),
                                value.getNano() / 1_000));
    }

    /** Ends the rows; returns how many the server took. */
    long end() throws SQLException {
        room(Short.BYTES).putShort(END);
        flush();
        return copy.endCopy();
    }

    private ByteBuffer room(int bytes) throws SQLException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void put(byte[] bytes) throws SQLException {
        if (buffer.remaining() < bytes.length) {
            flush();
        }
        if (bytes.length > buffer.remaining()) {
            copy.writeToCopy(bytes, 0, bytes.length);
        } else {
            buffer.put(bytes);
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
