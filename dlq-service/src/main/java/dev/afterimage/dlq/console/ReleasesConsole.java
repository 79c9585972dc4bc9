package dev.afterimage.dlq.console;

import dev.afterimage.dlq.api.Asked;
import dev.afterimage.dlq.decision.Release;
import dev.afterimage.dlq.decision.Releases;
import dev.afterimage.dlq.parking.Entries;
import dev.afterimage.dlq.parking.Entry;
import dev.afterimage.support.page.Page;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import dev.afterimage.support.web.ContentPolicy;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serves the pages of releases: what one would do, how one is doing, and what was released. */
@Hidden
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
class ReleasesConsole {
    private static final int NEWEST = 50;
    private static final int RECORDS = 50;

    private final Releases releases;
    private final Entries entries;

    ReleasesConsole(Releases releases, Entries entries) {
        this.releases = releases;
        this.entries = entries;
    }

    /** Tells what a release would do and asks whether it is meant; changes nothing. */
    @Get(uri = "/release", produces = Page.MEDIA_TYPE)
    String confirm(HttpRequest<?> request, @QueryValue @Nullable String rate) {
        return Asked.of(() -> {
            FilterForm form = FilterForm.of(request.getParameters()::get);
            ConfirmPage.refuseUnbounded(form.filter());
            return ConfirmPage.render(form, ConfirmPage.rate(rate), releases.dryRun(form.filter()), Instant.now());
        });
    }

    @Get(uri = "/releases", produces = Page.MEDIA_TYPE)
    String releases() {
        return Asked.of(() -> ReleasesPage.render(releases.newest(NEWEST), Instant.now()));
    }

    /** Only a release that runs needs the script. */
    @Get(uri = "/releases/{id}", produces = Page.MEDIA_TYPE)
    HttpResponse<String> release(@PathVariable long id) {
        Release release = found(id);
        List<Entry> records = Asked.of(() -> entries.ofRelease(id, RECORDS));
        MutableHttpResponse<String> page = HttpResponse.ok(ReleasePage.render(release, records, Instant.now()));
        return release.over() ? page : page.header(ContentPolicy.HEADER, ContentPolicy.OWN_SCRIPTS);
    }

    /** The part of that page which changes. */
    @Get(uri = "/releases/{id}/progress", produces = Page.MEDIA_TYPE)
    String progress(@PathVariable long id) {
        Release release = found(id);
        return ReleasePage.progress(
                release, release.over() ? Asked.of(() -> entries.ofRelease(id, RECORDS)) : List.of());
    }

    private Release found(long id) {
        return Asked.of(() -> releases.find(id))
                .orElseThrow(() -> new ProblemException(
                        Problem.of(HttpStatus.NOT_FOUND, "There is no release with this number.")));
    }

    @Error
    HttpResponse<String> problem(ProblemException problem) {
        return ProblemPage.of(problem);
    }
}
