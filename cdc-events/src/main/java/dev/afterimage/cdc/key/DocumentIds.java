package dev.afterimage.cdc.key;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.JsonText;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.type.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes document ids of keys: one key, one id, and never two keys one id.
 *
 * <p>One column gives its plain text: a string's characters, a number's digits. Several are joined by commas in the order of the key's
 * schema, where {@code ~} in a text is written {@code ~0}, a comma {@code ~1}, and null {@code ~n}. With a source, {@code source:} goes
 * before, the source's own {@code ~} and {@code :} written {@code ~0} and {@code ~1}.
 *
 * <p>What Elasticsearch would not take (empty, over 512 bytes, no valid UTF-8) becomes {@code sha256-} and the hash in hexadecimal. So
 * does a text that itself looks like that: the plain ids and the hashed ones have nothing in common. With a secret every id is
 * {@code hmac-} and the HMAC-SHA-256.
 *
 * <p>A column that changes from int to bigint or text keeps its ids: the text counts, not the type. Values of one type never share a
 * text. Not safe for use by several threads.
 */
public final class DocumentIds {
    private static final byte SEPARATOR = ',';
    private static final byte ESCAPE = '~';

    private final byte[] prefix;
    private final IdHash hash;
    private byte[] id;

    private DocumentIds(byte[] prefix, IdHash hash) {
        this.prefix = prefix;
        this.hash = hash;
        this.id = Arrays.copyOf(prefix, prefix.length + DocumentId.MAX_BYTES);
    }

    /** Readable ids without a source. */
    public static DocumentIds plain() {
        return new DocumentIds(new byte[0], IdHash.plain());
    }

    /** The same with the source in every id, for an index that several sources feed. */
    public DocumentIds withSource(String source) {
        return new DocumentIds(
                (source.replace("~", "~0").replace(":", "~1") + ":").getBytes(StandardCharsets.UTF_8), hash);
    }

    /** The same with every id hashed, for keys that are personal data. */
    public DocumentIds hashedWith(byte[] secret) {
        return new DocumentIds(prefix, IdHash.keyed(secret));
    }

    /** The id of a key, over all its columns. */
    public DocumentId of(@Nullable RowImage key) throws EventFailure {
        if (key == null || key.schema().size() == 0) {
            throw new EventFailure(
                    FailureCategory.KEY_MISSING,
                    "the record has no key and no id columns are configured for its table");
        }
        int columns = key.schema().size();
        if (columns == 1) {
            return single(key, 0);
        }
        int nulls = 0;
        int at = prefix.length;
        for (int column = 0; column < columns; column++) {
            nulls += isNull(key, column) ? 1 : 0;
            at = part(key, column, column > 0, at);
        }
        return joined(at, nulls == columns);
    }

    /**
     * The id over some columns of an image, in the order given.
     *
     * @param columns indexes of the image's columns
     */
    public DocumentId of(RowImage image, int[] columns) throws EventFailure {
        if (columns.length == 1) {
            return single(image, columns[0]);
        }
        int nulls = 0;
        int at = prefix.length;
        for (int i = 0; i < columns.length; i++) {
            nulls += isNull(image, columns[i]) ? 1 : 0;
            at = part(image, columns[i], i > 0, at);
        }
        return joined(at, nulls == columns.length);
    }

    private DocumentId single(RowImage image, int column) throws EventFailure {
        if (isNull(image, column)) {
            throw noIdentity();
        }
        byte[] json = image.buffer();
        int start = image.start(column);
        int end = image.end(column);
        if (quoted(image, column)) {
            start++;
            end--;
        }
        if (prefix.length == 0 && !JsonText.escaped(json, start, end)) {
            return hash.id(json, start, end);
        }
        room(prefix.length, end - start);
        return hash.id(id, 0, text(image, column, json, start, end, prefix.length));
    }

    private DocumentId joined(int end, boolean allNull) throws EventFailure {
        if (allNull) {
            throw noIdentity();
        }
        return hash.id(id, 0, end);
    }

    /** Appends a column's text, escaped, and returns where the id ends. */
    private int part(RowImage image, int column, boolean separated, int from) throws EventFailure {
        int start = image.start(column);
        int end = image.end(column);
        // Every byte may double when it is escaped, and the unescaped text is kept behind the escaped one meanwhile.
        room(from, 3 * (end - start) + 3);
        int at = from;
        if (separated) {
            id[at++] = SEPARATOR;
        }
        if (isNull(image, column)) {
            id[at++] = ESCAPE;
            id[at++] = 'n';
            return at;
        }
        byte[] json = image.buffer();
        if (quoted(image, column)) {
            start++;
            end--;
            if (JsonText.escaped(json, start, end)) {
                int kept = at + 2 * (end - start);
                end = JsonText.unescape(json, start, end, id, kept);
                json = id;
                start = kept;
            }
        }
        for (int i = start; i < end; i++) {
            byte b = json[i];
            if (b == ESCAPE || b == SEPARATOR) {
                id[at++] = ESCAPE;
                id[at++] = (byte) (b == ESCAPE ? '0' : '1');
            } else {
                id[at++] = b;
            }
        }
        return at;
    }

    private int text(RowImage image, int column, byte[] json, int start, int end, int at) {
        if (quoted(image, column)) {
            return JsonText.unescape(json, start, end, id, at);
        }
        System.arraycopy(json, start, id, at, end - start);
        return at + end - start;
    }

    /** Whether the value is a string whose text counts; embedded JSON counts as it is written, since "1" and 1 differ there. */
    private static boolean quoted(RowImage image, int column) {
        return JsonText.isString(image.buffer(), image.start(column), image.end(column))
                && !(image.schema().column(column).type() instanceof ColumnType.Json);
    }

    private static boolean isNull(RowImage image, int column) throws EventFailure {
        return switch (image.state(column)) {
            case VALUE -> false;
            case NULL -> true;
            case UNAVAILABLE, ABSENT ->
                throw new EventFailure(
                        FailureCategory.KEY_MISSING,
                        "the id column " + image.schema().column(column).name() + " was not sent with the event");
        };
    }

    private static EventFailure noIdentity() {
        return new EventFailure(
                FailureCategory.KEY_MISSING, "every id column is null: nothing tells the row from others");
    }

    private void room(int at, int more) {
        if (id.length < at + more) {
            id = Arrays.copyOf(id, Math.max(2 * id.length, at + more));
        }
    }
}
