package dev.afterimage.dlq.console;

import dev.afterimage.dlq.api.Asked;
import dev.afterimage.dlq.decision.Decisions;
import dev.afterimage.dlq.parking.CauseFigures;
import dev.afterimage.dlq.parking.Causes;
import dev.afterimage.dlq.parking.Entries;
import dev.afterimage.dlq.parking.Entry;
import dev.afterimage.dlq.parking.EntryFilter;
import dev.afterimage.support.page.Page;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import dev.afterimage.support.vital.Vitals;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.List;

/** Serves the pages of causes. */
@Hidden
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
class CausesConsole {
    private static final int NEWEST = 50;

    private final Board board;
    private final Causes causes;
    private final Entries entries;
    private final Decisions decisions;
    private final Vitals vitals;

    CausesConsole(Board board, Causes causes, Entries entries, Decisions decisions, Vitals vitals) {
        this.board = board;
        this.causes = causes;
        this.entries = entries;
        this.decisions = decisions;
        this.vitals = vitals;
    }

    @Get(produces = Page.MEDIA_TYPE)
    String causes() {
        return Asked.of(() -> CausesPage.render(board.figures(), vitals.all()));
    }

    @Get(uri = "/causes/{fingerprint}", produces = Page.MEDIA_TYPE)
    String cause(@PathVariable String fingerprint) {
        return Asked.of(() -> {
            EntryFilter all = new EntryFilter(null, null, null, null, fingerprint, null, null, null);
            List<Entry> newest = entries.list(all, null, NEWEST);
            if (newest.isEmpty()) {
                throw new ProblemException(
                        Problem.of(HttpStatus.NOT_FOUND, "No record that is kept failed for this cause."));
            }
            CauseFigures figures = causes.figures(fingerprint);
            return CausePage.render(newest, figures, decisions.road(newest.getFirst()), Instant.now());
        });
    }

    @Error
    HttpResponse<String> problem(ProblemException problem) {
        return ProblemPage.of(problem);
    }
}
