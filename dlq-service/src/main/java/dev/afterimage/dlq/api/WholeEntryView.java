package dev.afterimage.dlq.api;

import dev.afterimage.dlq.letter.JsonDiff;
import dev.afterimage.dlq.parking.Edit;
import dev.afterimage.dlq.parking.Entries;
import dev.afterimage.dlq.parking.HistoryLine;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter with all that is kept of it; the fields up to {@code releaseId} are those of the list.
 *
 * @param key the record's key
 * @param value the record's value as it came
 * @param decoded the change event in plain JSON, where it is one
 * @param headers the letter's headers in their order
 * @param stacktrace where it failed
 * @param history sendings and what came of them, the newest first
 * @param edits corrected values; the last one is what is sent
 */
@Serdeable
record WholeEntryView(
        long id,
        String state,
        String topic,
        int partition,
        long offset,
        @Nullable String group,
        @Nullable Instant recordTime,
        String category,
        String fingerprint,
        String dialect,
        @Nullable String stage,
        @Nullable String errorClass,
        @Nullable String errorMessage,
        Instant failedAt,
        Instant parkedAt,
        int payloadBytes,
        int retryCount,
        @Nullable Instant lastRetryAt,
        @Nullable Instant nextRetryAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolution,
        @Nullable Long releaseId,
        @Nullable BytesView key,
        @Nullable BytesView value,
        @Nullable DecodedView decoded,
        List<HeaderView> headers,
        @Nullable String stacktrace,
        List<HistoryView> history,
        List<EditView> edits) {
    /** One header. */
    @Serdeable
    record HeaderView(String name, @Nullable BytesView value) {}

    /** One line of history. */
    @Serdeable
    record HistoryView(
            int number,
            @Nullable Instant sentAt,
            Instant at,
            String event,
            @Nullable String category,
            @Nullable String reason) {
        static HistoryView of(HistoryLine line) {
            return new HistoryView(
                    line.number(), line.sentAt(), line.at(), line.event(), line.category(), line.reason());
        }
    }

    /**
     * A corrected value.
     *
     * @param changes against the value before it
     */
    @Serdeable
    record EditView(
            long id,
            Instant at,
            String who,
            String reason,
            @Nullable BytesView value,
            List<ChangeView> changes) {}

    /** One difference: where, what was, what is. */
    @Serdeable
    record ChangeView(
            String path, @Nullable String before, @Nullable String after) {}

    static WholeEntryView of(Entries.Whole whole, PayloadReader reader) {
        var original = whole.original();
        byte[] value = original == null ? null : original.value();
        List<HeaderView> headers = original == null
                ? List.of()
                : original.headers().stream()
                        .map(header -> new HeaderView(header.name(), reader.show(header.value())))
                        .toList();
        EntryView entry = EntryView.of(whole.entry());
        return new WholeEntryView(
                entry.id(),
                entry.state(),
                entry.topic(),
                entry.partition(),
                entry.offset(),
                entry.group(),
                entry.recordTime(),
                entry.category(),
                entry.fingerprint(),
                entry.dialect(),
                entry.stage(),
                entry.errorClass(),
                entry.errorMessage(),
                entry.failedAt(),
                entry.parkedAt(),
                entry.payloadBytes(),
                entry.retryCount(),
                entry.lastRetryAt(),
                entry.nextRetryAt(),
                entry.resolvedAt(),
                entry.resolution(),
                entry.releaseId(),
                original == null ? null : reader.show(original.key()),
                reader.show(value),
                original == null ? null : reader.decode(whole.entry(), original.key(), value),
                headers,
                whole.stacktrace(),
                whole.history().stream().map(HistoryView::of).toList(),
                edits(value, whole.edits(), reader));
    }

    private static List<EditView> edits(byte @Nullable [] original, List<Edit> edits, PayloadReader reader) {
        List<EditView> views = new ArrayList<>();
        byte[] before = original;
        for (Edit edit : edits) {
            List<ChangeView> changes = reader.diff(before, edit.value()).stream()
                    .map((JsonDiff.Change change) -> new ChangeView(change.path(), change.before(), change.after()))
                    .toList();
            views.add(
                    new EditView(edit.id(), edit.at(), edit.who(), edit.reason(), reader.show(edit.value()), changes));
            before = edit.value();
        }
        return views;
    }
}
