package dev.afterimage.dlq.api;

import dev.afterimage.dlq.decision.Decisions;
import dev.afterimage.dlq.decision.Decisions.Verdict;
import dev.afterimage.dlq.parking.Entries;
import dev.afterimage.dlq.parking.Entry;
import dev.afterimage.dlq.parking.EntryFilter;
import dev.afterimage.support.access.Principal;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dead letters one by one: found, read, sent again, given up, corrected. */
@Tag(name = "dead-letters")
@Controller("/api/v1/dead-letters")
@ExecuteOn(TaskExecutors.BLOCKING)
class DeadLettersApi {
    private static final int USUAL = 50;

    private final Entries entries;
    private final Decisions decisions;
    private final PayloadReader reader;

    DeadLettersApi(Entries entries, Decisions decisions, PayloadReader reader) {
        this.entries = entries;
        this.decisions = decisions;
        this.reader = reader;
    }

    /**
     * A page of dead letters.
     *
     * @param items the newest first
     * @param next the cursor of the next page, or null on the last one
     */
    @Serdeable
    record PageView(List<EntryView> items, @Nullable String next) {}

    /** A reason, for the audit log. */
    @Serdeable
    record Reason(@NotBlank @Size(max = 500) String reason) {}

    /**
     * A corrected value.
     *
     * @param value the value as text; exactly one of it and {@code base64} is given
     * @param base64 the value's bytes
     * @param reason why, for the audit log
     * @param redrive whether it is sent at once
     */
    @Serdeable
    record Correction(
            @Nullable String value,
            @Nullable String base64,
            @NotBlank @Size(max = 500) String reason,
            @Nullable Boolean redrive) {}

    /** What was ordered. */
    @Serdeable
    record Ordered(EntryView entry, @Nullable String warning) {}

    /**
     * Dead letters, the newest first.
     *
     * @param state {@code open} (all that are not resolved), {@code waiting}, {@code behind}, {@code schema}, {@code attention}, {@code sent}
     *     or {@code resolved}; all when it is left out
     * @param topic where the record failed
     * @param group who failed
     * @param category why
     * @param fingerprint of the cause
     * @param key the record's key as text
     * @param from earliest failure, as in {@code 2026-01-02T03:04:05Z}
     * @param to latest failure, exclusive
     * @param cursor {@code next} of the page before
     * @param limit 1 to 500, 50 when it is left out
     */
    @Get
    PageView list(
            @QueryValue @Nullable String state,
            @QueryValue @Nullable String topic,
            @QueryValue @Nullable String group,
            @QueryValue @Nullable String category,
            @QueryValue @Nullable String fingerprint,
            @QueryValue @Nullable String key,
            @QueryValue @Nullable String from,
            @QueryValue @Nullable String to,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable @Min(1) @Max(500) Integer limit) {
        return Asked.of(() -> {
            int most = limit == null ? USUAL : limit;
            EntryFilter filter = new EntryFilter(
                    state, topic, group, category, fingerprint, EntryFilter.keyHash(key), time(from), time(to));
            List<Entry> found = entries.list(filter, cursor == null ? null : Cursor.read(cursor), most + 1);
            List<Entry> page = found.subList(0, Math.min(most, found.size()));
            return new PageView(
                    page.stream().map(EntryView::of).toList(),
                    found.size() > most ? Cursor.write(page.getLast().id()) : null);
        });
    }

    /** One dead letter with payload, headers, stack, history and corrections. */
    @Get("/{id}")
    WholeEntryView one(@PathVariable long id) {
        return Asked.of(() -> WholeEntryView.of(entries.whole(id).orElseThrow(Asked::unknown), reader));
    }

    /** Sends a dead letter again now; earlier ones of its key go first. */
    @Post("/{id}/redrive")
    HttpResponse<Ordered> redrive(@PathVariable long id, HttpRequest<?> request) {
        return ordered(Asked.of(() -> decisions.redrive(id, caller(request))));
    }

    /** Gives a dead letter up. */
    @Post("/{id}/discard")
    HttpResponse<Ordered> discard(@PathVariable long id, @Body @Valid Reason reason, HttpRequest<?> request) {
        return ordered(Asked.of(() -> decisions.discard(id, reason.reason(), caller(request))));
    }

    /** Keeps a corrected value beside the original, and sends it if asked to. */
    @Post("/{id}/edits")
    HttpResponse<Ordered> edit(@PathVariable long id, @Body @Valid Correction correction, HttpRequest<?> request) {
        return ordered(Asked.of(() -> decisions.edit(
                id,
                bytes(correction),
                correction.reason(),
                Boolean.TRUE.equals(correction.redrive()),
                caller(request))));
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("times are like 2026-01-02T03:04:05Z", e);
        }
    }

    private static byte[] bytes(Correction correction) {
        String text = correction.value();
        String base64 = correction.base64();
        if (text != null && base64 == null) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (text == null && base64 != null) {
            return Base64.getDecoder().decode(base64);
        }
        throw new IllegalArgumentException("either value or base64 is given");
    }

    private static HttpResponse<Ordered> ordered(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Done(Entry entry, String warning) ->
                HttpResponse.<Ordered>accepted().body(new Ordered(EntryView.of(entry), warning));
            case Verdict.Unknown() -> throw Asked.unknown();
            case Verdict.Refused(String why) -> throw Asked.refused(why);
        };
    }

    static String caller(HttpRequest<?> request) {
        return request.getAttribute(Principal.ATTRIBUTE, Principal.class)
                .map(Principal::name)
                .orElseThrow(() -> new IllegalStateException("a change without a caller"));
    }
}
