package dev.afterimage.dlq.console;

import dev.afterimage.dlq.api.Asked;
import dev.afterimage.dlq.api.PayloadReader;
import dev.afterimage.dlq.decision.Decisions;
import dev.afterimage.dlq.parking.Entries;
import dev.afterimage.support.page.Page;
import dev.afterimage.support.problem.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Serves the pages of records, and the audit log. */
@Hidden
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
class EntriesConsole {
    private static final int DEEDS = 200;

    private final Entries entries;
    private final Decisions decisions;
    private final PayloadReader reader;

    EntriesConsole(Entries entries, Decisions decisions, PayloadReader reader) {
        this.entries = entries;
        this.decisions = decisions;
        this.reader = reader;
    }

    /** @param before an id; the page goes on below it */
    @Get(uri = "/entries", produces = Page.MEDIA_TYPE)
    String list(HttpRequest<?> request, @QueryValue @Nullable Long before) {
        return Asked.of(() -> {
            FilterForm form = FilterForm.of(request.getParameters()::get);
            return EntriesPage.render(
                    form, before, entries.list(form.filter(), before, EntriesPage.ROWS + 1), Instant.now());
        });
    }

    @Get(uri = "/entries/{id}", produces = Page.MEDIA_TYPE)
    String entry(@PathVariable long id) {
        return Asked.of(() -> {
            Entries.Whole whole = entries.whole(id).orElseThrow(Asked::unknown);
            return new EntryPage(whole, decisions.road(whole.entry()), reader).render(Instant.now());
        });
    }

    @Get(uri = "/audit", produces = Page.MEDIA_TYPE)
    String audit() {
        return Asked.of(() -> AuditPage.render(decisions.audit(DEEDS), Instant.now()));
    }

    @Error
    HttpResponse<String> problem(ProblemException problem) {
        return ProblemPage.of(problem);
    }
}
