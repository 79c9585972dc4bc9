package dev.afterimage.dlq.api;

import dev.afterimage.dlq.decision.AuditLog;
import dev.afterimage.dlq.decision.Decisions;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells who did what, when, to which dead letters. */
@Tag(name = "audit")
@Controller("/api/v1/audit")
@ExecuteOn(TaskExecutors.BLOCKING)
class AuditApi {
    private final Decisions decisions;

    AuditApi(Decisions decisions) {
        this.decisions = decisions;
    }

    /**
     * One deed.
     *
     * @param who the caller, or {@code system}
     * @param action what was done
     * @param entryId to which dead letter, or null where it was to many or none
     * @param entries to how many
     * @param detail the reason that was given, or what else tells the deed
     */
    @Serdeable
    record DeedView(
            Instant at,
            String who,
            String action,
            @Nullable Long entryId,
            long entries,
            @Nullable String detail) {
        static DeedView of(AuditLog.Line line) {
            return new DeedView(line.at(), line.who(), line.action(), line.entryId(), line.entries(), line.detail());
        }
    }

    /** Several of them. */
    @Serdeable
    record DeedsView(List<DeedView> items) {}

    /**
     * The newest deeds.
     *
     * @param limit 1 to 500, 100 when it is left out
     */
    @Get
    DeedsView newest(@QueryValue @Nullable @Min(1) @Max(500) Integer limit) {
        return new DeedsView(Asked.of(() -> decisions.audit(limit == null ? 100 : limit)).stream()
                .map(DeedView::of)
                .toList());
    }
}
