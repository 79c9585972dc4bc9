package dev.afterimage.cdc.checksum;

import dev.afterimage.cdc.event.ColumnState;
import dev.afterimage.cdc.event.RowImage;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes the checksum of a row: MD5 over its {@link CanonicalText}, fields in the order of their names' UTF-8 bytes.
 *
 * <p>The same row gives the same checksum in whatever order its columns come, and a null field the same as an absent one. Keeps its
 * buffers; not safe for use by several threads.
 */
public final class RowChecksum {
    private final MessageDigest md5;
    private final CanonicalText text = new CanonicalText();
    private final byte[] digest = new byte[16];

    public RowChecksum() {
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /**
     * The checksum of an image.
     *
     * @param columns made for the image's schema
     * @throws IllegalStateException if one of the columns is unavailable: an incomplete row has no checksum
     */
    public Checksum of(RowImage image, ChecksumColumns columns) {
        if (columns.schema() != image.schema()) {
            throw new IllegalArgumentException("the columns were chosen for another schema");
        }
        begin();
        byte[] buffer = image.buffer();
        for (int place = 0; place < columns.size(); place++) {
            int column = columns.column(place);
            if (image.hasValue(column)) {
                text.add(columns.name(place), buffer, image.start(column), image.end(column));
            } else if (image.state(column) == ColumnState.UNAVAILABLE) {
                throw new IllegalStateException("an incomplete row has no checksum");
            }
        }
        return finish();
    }

    /** Starts a checksum that is put together field by field. */
    public void begin() {
        text.clear();
    }

    /**
     * Adds the next field; the caller adds them in the order of {@link ChecksumColumns}.
     *
     * @param columns the columns that count
     * @param place the field's place among them
     * @param json holds the field's JSON value from {@code start} to {@code end}
     */
    public void add(ChecksumColumns columns, int place, byte[] json, int start, int end) {
        text.add(columns.name(place), json, start, end);
    }

    /**
     * The checksum of a row whose canonical texts are known.
     *
     * @param names the fields' names in the order of their UTF-8 bytes
     * @param texts their texts, null where the field is
     */
    public Checksum ofTexts(List<String> names, List<@Nullable String> texts) {
        begin();
        for (int i = 0; i < names.size(); i++) {
            String value = texts.get(i);
            if (value != null) {
                text.add(names.get(i), value);
            }
        }
        return finish();
    }

    void add(byte[] name, byte[] json, int start, int end) {
        text.add(name, json, start, end);
    }

    /** Ends what {@link #begin} started. */
    public Checksum finish() {
        md5.update(text.bytes(), 0, text.length());
        try {
            md5.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException("an MD5 has 16 bytes", e);
        }
        return new Checksum(piece(0), piece(4));
    }

    private long piece(int at) {
        return (digest[at] & 0xFFL) << 24
                | (digest[at + 1] & 0xFFL) << 16
                | (digest[at + 2] & 0xFFL) << 8
                | digest[at + 3] & 0xFFL;
    }
}
