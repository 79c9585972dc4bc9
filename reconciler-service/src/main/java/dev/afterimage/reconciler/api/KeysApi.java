package dev.afterimage.reconciler.api;

import dev.afterimage.reconciler.compare.Judge;
import dev.afterimage.reconciler.history.PastFinding;
import dev.afterimage.reconciler.key.KeyEvent;
import dev.afterimage.reconciler.key.KeyStanding;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One key on both sides. It shows the row's values, so that it is asked by POST: that needs an operator, whoever may look at the rest. */
@Tag(name = "keys")
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class KeysApi {
    private final KeyDesk desk;

    KeysApi(KeyDesk desk) {
        this.desk = desk;
    }

    /** @param id of the document */
    @Serdeable
    record KeyQuestion(@NotBlank @Size(max = 600) String id) {}

    @Serdeable
    record FieldView(
            String name, @Nullable String row, @Nullable String document, boolean differs) {}

    @Serdeable
    record EventView(int partition, long offset, Instant at, String operation, String position) {}

    @Serdeable
    record PastView(String reconciliation, Instant at, String kind, String explanation, String repair) {}

    /**
     * One key as it stands now; both sides are read one after the other, not at one position.
     *
     * @param kind how both differ; null if they agree
     * @param version Elasticsearch's version of the document; null without one
     * @param given the version that the pipeline gave it
     * @param deleted whether the document is a tombstone
     * @param intact whether its content and version are what the pipeline wrote
     * @param deadLetter under which an event of the key is parked
     */
    @Serdeable
    record KeyView(
            String table,
            String id,
            boolean row,
            boolean document,
            @Nullable String kind,
            @Nullable Long version,
            @Nullable Long given,
            boolean deleted,
            boolean intact,
            List<FieldView> fields,
            List<EventView> events,
            @Nullable String deadLetter,
            List<PastView> findings,
            List<String> notVerified) {
        static KeyView of(KeyStanding key) {
            KeyStanding.Stored stored = key.document();
            Long letter = key.letter();
            return new KeyView(
                    key.table(),
                    key.id(),
                    key.row(),
                    stored != null,
                    key.verdict()
                            .map(Judge.Verdict::kind)
                            .map(kind -> kind.word())
                            .orElse(null),
                    stored == null ? null : stored.version(),
                    stored == null ? null : stored.given(),
                    stored != null && stored.deleted(),
                    stored != null && stored.intact(),
                    key.fields().stream()
                            .map(one -> new FieldView(one.name(), one.row(), one.document(), one.differs()))
                            .toList(),
                    key.events().stream().map(KeyView::event).toList(),
                    letter == null ? null : Long.toString(letter),
                    key.findings().stream().map(KeyView::past).toList(),
                    key.notVerified());
        }

        private static EventView event(KeyEvent event) {
            return new EventView(event.partition(), event.offset(), event.at(), event.operation(), event.position());
        }

        private static PastView past(PastFinding past) {
            return new PastView(Long.toString(past.run()), past.at(), past.kind(), past.explanation(), past.repair());
        }
    }

    /** Row and document of a key side by side, its newest events, its dead letter, and where it was found before. */
    @Post("/tables/{table}/key")
    KeyView key(@PathVariable String table, @Body @Valid KeyQuestion question) {
        return KeyView.of(desk.look(table, question.id()));
    }
}
