package dev.afterimage.txn.query;

import dev.afterimage.txn.assembly.Departed;
import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.Piece;
import dev.afterimage.txn.assembly.TransactionKey;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One transaction as the API tells it.
 *
 * @param source the connector's name
 * @param id its id; while its END has not come, the part that all its events share
 * @param state {@code open}, {@code ready} (whole, and waiting for its turn), {@code leaving}, {@code complete} or {@code incomplete}
 * @param rows how many of its events came
 * @param expected how many the source counted in the collections that are read, null while that is not known
 * @param progress the two as {@code 41/43}
 * @param counts what came, by collection; empty for one that has left
 * @param missing what is awaited, by collection
 * @param committedAt when the source committed it
 * @param begun whether its BEGIN came
 * @param ended whether its END came
 * @param firstSeenAt when its first event came here; null for one that has left
 * @param lastSeenAt when its last one came here, or when it left
 * @param cause why it was given up, or null
 */
@Serdeable
public record TransactionView(
        String source,
        String id,
        String state,
        long rows,
        @Nullable Long expected,
        String progress,
        Map<String, Long> counts,
        Map<String, Long> missing,
        Instant committedAt,
        boolean begun,
        boolean ended,
        @Nullable Instant firstSeenAt,
        Instant lastSeenAt,
        @Nullable String cause) {
    static TransactionView of(OpenTransaction open, Predicate<String> consumed) {
        Piece.End end = open.end();
        long expected = open.expected(consumed);
        return new TransactionView(
                open.key().source(),
                open.id(),
                switch (open.phase()) {
                    case OPEN, READY -> open.phase().name().toLowerCase(Locale.ROOT);
                    case LEAVING_WHOLE, LEAVING_INCOMPLETE -> "leaving";
                },
                open.rows(),
                end == null ? null : expected,
                open.rows() + "/" + (end == null ? "?" : expected),
                open.counts(),
                open.missing(consumed),
                Instant.ofEpochMilli(open.committedAt()),
                open.begin() != null,
                end != null,
                Instant.ofEpochMilli(open.times().firstWall()),
                Instant.ofEpochMilli(open.times().lastWall()),
                open.cause() == null ? null : open.cause().name());
    }

    static TransactionView of(TransactionKey key, Departed departed) {
        return new TransactionView(
                key.source(),
                departed.id(),
                departed.whole() ? "complete" : "incomplete",
                departed.rows(),
                null,
                departed.rows() + (departed.whole() ? "/" + departed.rows() : "/?"),
                Map.of(),
                Map.of(),
                Instant.ofEpochMilli(departed.committedAt()),
                true,
                departed.events() >= 0,
                null,
                Instant.ofEpochMilli(departed.at()),
                departed.cause().isEmpty() ? null : departed.cause());
    }
}
