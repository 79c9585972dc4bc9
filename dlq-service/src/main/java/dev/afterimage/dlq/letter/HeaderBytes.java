package dev.afterimage.dlq.letter;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record's headers as one array of bytes: order, repetition, nulls and every byte kept. */
public final class HeaderBytes {
    private static final int NULL = -1;

    private HeaderBytes() {}

    /** Number of headers, then for each its name and value, each after its length; a null value has length -1. */
    public static byte[] write(List<LetterHeader> headers) {
        List<byte[]> names = new ArrayList<>(headers.size());
        int size = Integer.BYTES;
        for (LetterHeader header : headers) {
            byte[] name = header.name().getBytes(StandardCharsets.UTF_8);
            byte[] value = header.value();
            names.add(name);
            size += 2 * Integer.BYTES + name.length + (value == null ? 0 : value.length);
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).putInt(headers.size());
        for (int i = 0; i < names.size(); i++) {
            put(bytes, names.get(i));
            put(bytes, headers.get(i).value());
        }
        return bytes.array();
    }

    /** @throws IllegalArgumentException if the bytes are not what {@link #write} writes */
    public static List<LetterHeader> read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = in.readInt();
            List<LetterHeader> headers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                byte[] name = take(in);
                headers.add(new LetterHeader(
                        new String(name == null ? new byte[0] : name, StandardCharsets.UTF_8), take(in)));
            }
            return headers;
        } catch (IOException e) {
            throw new IllegalArgumentException("these bytes are no headers", e);
        }
    }

    private static void put(ByteBuffer bytes, byte @Nullable [] value) {
        bytes.putInt(value == null ? NULL : value.length);
        if (value != null) {
            bytes.put(value);
        }
    }

    private static byte @Nullable [] take(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == NULL) {
            return null;
        }
        if (length < 0 || length > in.available()) {
            throw new IOException("a length that is not there");
        }
        return in.readNBytes(length);
    }
}
