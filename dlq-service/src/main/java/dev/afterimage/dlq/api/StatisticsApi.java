package dev.afterimage.dlq.api;

import dev.afterimage.dlq.parking.CauseGroup;
import dev.afterimage.dlq.parking.Causes;
import dev.afterimage.dlq.parking.Depth;
import dev.afterimage.dlq.parking.Entries;
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

/** Dead letters in numbers, and by cause. */
@Tag(name = "statistics")
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class StatisticsApi {
    private final Entries entries;
    private final Causes causes;

    StatisticsApi(Entries entries, Causes causes) {
        this.entries = entries;
        this.causes = causes;
    }

    /**
     * A number of dead letters.
     *
     * @param state where they stand, or how they ended
     * @param oldest when the first of them failed
     */
    @Serdeable
    record NumberView(String state, String category, long count, Instant oldest) {
        static NumberView of(Depth depth) {
            return new NumberView(depth.state(), depth.category(), depth.count(), depth.oldest());
        }
    }

    /**
     * Dead letters in numbers.
     *
     * @param open all that are not resolved
     * @param oldest when the first of them failed, or null when there is none
     * @param depth by state and category
     * @param resolvedLastDay by resolution and category
     */
    @Serdeable
    record StatisticsView(
            long open, @Nullable Instant oldest, List<NumberView> depth, List<NumberView> resolvedLastDay) {}

    /**
     * Open dead letters of one cause.
     *
     * @param count how many
     * @param lastHour how many of them failed within the last hour
     * @param attention how many of them wait for a person
     * @param sampleId the newest of them
     * @param hours how many of them failed in each of the last 24 hours, the oldest first; the last one is the running hour
     */
    @Serdeable
    record CauseView(
            String fingerprint,
            String topic,
            @Nullable String group,
            String category,
            @Nullable String errorClass,
            @Nullable String errorMessage,
            long count,
            long lastHour,
            long attention,
            Instant first,
            Instant last,
            long sampleId,
            List<Long> hours) {
        static CauseView of(CauseGroup cause) {
            return new CauseView(
                    cause.fingerprint(),
                    cause.topic(),
                    cause.group(),
                    cause.category(),
                    cause.errorClass(),
                    cause.errorMessage(),
                    cause.count(),
                    cause.lastHour(),
                    cause.attention(),
                    cause.first(),
                    cause.last(),
                    cause.sampleId(),
                    cause.hours());
        }
    }

    /** Several of them. */
    @Serdeable
    record CausesView(List<CauseView> items) {}

    /** How many dead letters stand where, and how they ended within the last day. */
    @Get("/statistics")
    StatisticsView statistics() {
        return Asked.of(() -> {
            List<Depth> depths = entries.depths();
            return new StatisticsView(
                    depths.stream().mapToLong(Depth::count).sum(),
                    depths.stream().map(Depth::oldest).min(Instant::compareTo).orElse(null),
                    depths.stream().map(NumberView::of).toList(),
                    entries.resolvedToday().stream().map(NumberView::of).toList());
        });
    }

    /**
     * The causes with most open dead letters.
     *
     * @param limit 1 to 200, 50 when it is left out
     */
    @Get("/causes")
    CausesView causes(@QueryValue @Nullable @Min(1) @Max(200) Integer limit) {
        return new CausesView(Asked.of(() -> causes.groups(limit == null ? 50 : limit)).stream()
                .map(CauseView::of)
                .toList());
    }
}
