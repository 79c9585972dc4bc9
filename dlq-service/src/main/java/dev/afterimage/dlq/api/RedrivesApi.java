package dev.afterimage.dlq.api;

import dev.afterimage.dlq.decision.Release;
import dev.afterimage.dlq.decision.Releases;
import dev.afterimage.dlq.parking.EntryFilter;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Releases of many dead letters at once: first one, then a few, then the rest at a limited rate; a release stops when they fail again. */
@Tag(name = "redrives")
@Controller("/api/v1/redrives")
@ExecuteOn(TaskExecutors.BLOCKING)
class RedrivesApi {
    private static final int USUAL_RATE = 100;
    private static final int NEWEST = 50;

    private final Releases releases;

    RedrivesApi(Releases releases) {
        this.releases = releases;
    }

    /** Which dead letters; as in the list of dead letters. */
    @Serdeable
    record FilterView(
            @Nullable String state,
            @Nullable String topic,
            @Nullable String group,
            @Nullable String category,
            @Nullable String fingerprint,
            @Nullable String key,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /**
     * An order.
     *
     * @param filter which dead letters, at least one of topic, group, category, fingerprint and key
     * @param dryRun whether they are only counted
     * @param rate how many a second once the first ones came home, 1 to 10,000, 100 when it is left out
     */
    @Serdeable
    record Order(
            @NotNull FilterView filter,
            @Nullable Boolean dryRun,
            @Nullable @Min(1) @Max(10_000) Integer rate) {}

    /**
     * A release, or what one would be.
     *
     * @param id null for a dry run
     * @param dryRun whether nothing was ordered
     * @param total how many dead letters it takes
     * @param stage {@code canary}, {@code few}, {@code rest}, {@code done} or {@code stopped}
     * @param reason why it is in this stage
     * @param open sent or about to be, without an outcome
     * @param home applied or superseded
     * @param failed failed again
     */
    @Serdeable
    record RedriveView(
            @Nullable String id,
            boolean dryRun,
            long total,
            @Nullable Integer rate,
            @Nullable String stage,
            @Nullable String reason,
            long open,
            long home,
            long failed,
            @Nullable Instant createdAt,
            @Nullable String createdBy,
            @Nullable String filter) {
        static RedriveView of(Release release) {
            return new RedriveView(
                    Long.toString(release.id()),
                    false,
                    release.total(),
                    release.rate(),
                    release.stage(),
                    release.reason(),
                    release.open(),
                    release.home(),
                    release.failed(),
                    release.createdAt(),
                    release.createdBy(),
                    release.filter());
        }
    }

    /** Several of them. */
    @Serdeable
    record RedrivesView(List<RedriveView> items) {}

    /** Releases what a filter means, or counts it. */
    @Post
    HttpResponse<RedriveView> order(@Body @Valid Order order, HttpRequest<?> request) {
        FilterView given = order.filter();
        EntryFilter filter = Asked.of(() -> new EntryFilter(
                given.state(),
                given.topic(),
                given.group(),
                given.category(),
                given.fingerprint(),
                EntryFilter.keyHash(given.key()),
                given.from(),
                given.to()));
        if (Boolean.TRUE.equals(order.dryRun())) {
            long total = Asked.of(() -> releases.count(filter));
            return HttpResponse.ok(
                    new RedriveView(null, true, total, order.rate(), null, null, 0, 0, 0, null, null, null));
        }
        if (filter.unbounded()) {
            throw new ProblemException(
                    Problem.of(
                            HttpStatus.BAD_REQUEST,
                            "filter-too-wide",
                            "The filter is too wide",
                            "Name at least one of topic, group, category, fingerprint and key: everything at once has no one cause."));
        }
        int rate = order.rate() == null ? USUAL_RATE : order.rate();
        Release release = Asked.of(() -> releases.order(filter, rate, DeadLettersApi.caller(request)));
        return HttpResponse.<RedriveView>accepted().body(RedriveView.of(release));
    }

    /** The newest releases. */
    @Get
    RedrivesView newest() {
        return new RedrivesView(Asked.of(() -> releases.newest(NEWEST)).stream()
                .map(RedriveView::of)
                .toList());
    }

    /** How a release is doing. */
    @Get("/{id}")
    RedriveView one(@PathVariable long id) {
        return RedriveView.of(Asked.of(() -> releases.find(id)).orElseThrow(RedrivesApi::unknown));
    }

    /** Ends a release; what was sent already runs its course. */
    @Post("/{id}/stop")
    RedriveView stop(@PathVariable long id, HttpRequest<?> request) {
        return RedriveView.of(Asked.of(() -> releases.stop(id, DeadLettersApi.caller(request)))
                .orElseThrow(RedrivesApi::unknown));
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.of(
                HttpStatus.NOT_FOUND, "no-such-redrive", "No such redrive", "There is no redrive with this id."));
    }
}
