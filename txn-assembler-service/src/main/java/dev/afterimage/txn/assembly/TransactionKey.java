package dev.afterimage.txn.assembly;

import dev.afterimage.cdc.transaction.TransactionId;
import java.nio.charset.StandardCharsets;

/**
 * What all pieces of a transaction have in common: its source and the part of the id that does not change from piece to piece.
 *
 * <p>PostgreSQL gives the same correlation again after 2^32 transactions; {@link OpenTransaction#relation} tells those apart.
 *
 * @param source the connector's logical name; it has no slash
 * @param correlation the id, without the position that PostgreSQL adds
 */
public record TransactionKey(String source, String correlation) {
    public TransactionKey {
        if (source.isEmpty()
                || source.indexOf('/') >= 0
                || correlation.isEmpty()
                || !plain(source)
                || !plain(correlation)) {
            throw new IllegalArgumentException(
                    "a transaction's key is a source without slash and an id, without control characters");
        }
    }

    public static TransactionKey of(String source, TransactionId id) {
        return new TransactionKey(source, id.correlation());
    }

    /** Reads what {@link #text()} wrote. */
    public static TransactionKey parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a transaction's key has a slash behind the source");
        }
        return new TransactionKey(text.substring(0, slash), text.substring(slash + 1));
    }

    public static TransactionKey parse(byte[] utf8) {
        return parse(new String(utf8, StandardCharsets.UTF_8));
    }

    public String text() {
        return source + "/" + correlation;
    }

    public byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /** Control characters would blur where one key ends among those of the events. */
    private static boolean plain(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    @Override
    public String toString() {
        return text();
    }
}
