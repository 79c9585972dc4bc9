package dev.afterimage.reconciler.page;

import static dev.afterimage.support.page.Html.element;

import dev.afterimage.reconciler.api.KeyDesk;
import dev.afterimage.reconciler.api.Ordering;
import dev.afterimage.reconciler.history.RepairState;
import dev.afterimage.reconciler.history.Run;
import dev.afterimage.reconciler.history.TableReport;
import dev.afterimage.reconciler.key.KeyStanding;
import dev.afterimage.reconciler.trend.Trend;
import dev.afterimage.reconciler.trend.Trends;
import dev.afterimage.reconciler.watch.Board;
import dev.afterimage.support.access.Operators;
import dev.afterimage.support.access.TokenInForm;
import dev.afterimage.support.page.ConditionsSection;
import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Page;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import dev.afterimage.support.vital.Vitals;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Serves the pages, and takes their forms: the same use cases as the API's. */
@Hidden
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
class Pages {
    private static final int NEWEST = 50;
    private static final int REPAIRS = 1_000;

    private final Ordering ordering;
    private final Operators operators;
    private final Vitals vitals;
    private final Board board;
    private final Trends trends;
    private final KeyDesk keys;

    Pages(Ordering ordering, Operators operators, Vitals vitals, Board board, Trends trends, KeyDesk keys) {
        this.board = board;
        this.trends = trends;
        this.keys = keys;
        this.ordering = ordering;
        this.operators = operators;
        this.vitals = vitals;
    }

    @Get(produces = Page.MEDIA_TYPE)
    String tables() {
        return Frame.page(
                "Is the index the database?",
                List.of(
                        ConditionsSection.of(vitals.all()),
                        Sections.reports("Every table as it was found last", ordering.latest()),
                        Forms.reconcile(""),
                        VitalSigns.of(board.all()),
                        Sections.runs("The newest runs", ordering.newest(10))));
    }

    @Get(uri = "/runs", produces = Page.MEDIA_TYPE)
    String runs() {
        return Frame.page("Runs", List.of(Sections.runs("The newest first", ordering.newest(NEWEST))));
    }

    @Get(uri = "/runs/{id}", produces = Page.MEDIA_TYPE)
    String run(@PathVariable long id) {
        Run run = ordering.run(id);
        List<TableReport> reports = ordering.reports(id);
        List<Html> sections = new ArrayList<>();
        sections.add(Sections.runs("This run", List.of(run)));
        sections.add(Sections.reports("Its tables", reports));
        for (TableReport report : reports) {
            sections.add(Sections.notVerified(report));
            if (!report.findings().isEmpty()) {
                sections.add(Sections.findings(report));
                long open = report.findings().stream()
                        .filter(finding -> finding.repair() != RepairState.REPAIRED)
                        .count();
                if (open > 0 && run.state().over()) {
                    sections.add(Forms.repair(id, report.table(), Math.min(open, REPAIRS)));
                }
            }
        }
        return Frame.page("Run " + id, sections);
    }

    @Get(uri = "/tables/{table}", produces = Page.MEDIA_TYPE)
    String table(@PathVariable String table) {
        List<TableReport> history = ordering.history(table, NEWEST);
        if (history.isEmpty()) {
            throw new ProblemException(Problem.of(HttpStatus.NOT_FOUND, "No run has looked at a table of this name."));
        }
        Trend trend = trends.of(table);
        return Frame.page(
                table,
                List.of(
                        Drift.of(history),
                        element("p", "Trend: " + (trend == null ? "not known yet" : trend.words())),
                        Sections.reports("Its runs, the newest first", history),
                        Forms.reconcile(table),
                        Forms.key(table)));
    }

    @TokenInForm
    @Post("/reconcile")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> reconcile(@Body Map<String, String> form) {
        String who = operators.require(form.get("token")).name();
        String table = form.getOrDefault("table", "");
        long id = ordering.reconcile(
                who,
                table.isEmpty() ? List.of() : List.of(table),
                List.of(),
                form.get("depth"),
                "true".equals(form.get("repair")));
        return HttpResponse.seeOther(URI.create("/runs/" + id));
    }

    @TokenInForm
    @Post("/repair")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> repair(@Body Map<String, String> form) {
        String who = operators.require(form.get("token")).name();
        long id = ordering.repair(who, run(form), form.getOrDefault("table", ""), null, REPAIRS);
        return HttpResponse.seeOther(URI.create("/runs/" + id));
    }

    /** Shows the row's values, and so asks for an operator. */
    @TokenInForm
    @Post(uri = "/key", produces = Page.MEDIA_TYPE)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    String key(@Body Map<String, String> form) {
        operators.require(form.get("token"));
        String table = form.getOrDefault("table", "");
        KeyStanding standing = keys.look(table, form.getOrDefault("id", ""));
        return Frame.page("Key " + standing.id() + " of " + table, KeySections.of(standing));
    }

    private static long run(Map<String, String> form) {
        try {
            return Long.parseLong(form.getOrDefault("run", ""));
        } catch (NumberFormatException e) {
            throw new ProblemException(Problem.of(HttpStatus.BAD_REQUEST, "A run is a number."));
        }
    }

    @Error
    HttpResponse<String> problem(ProblemException exception) {
        Problem problem = exception.problem();
        String detail = problem.detail();
        return HttpResponse.<String>status(HttpStatus.valueOf(problem.status()))
                .body(Frame.page(
                        problem.title(),
                        List.of(element("p", detail == null ? problem.title() : detail)
                                .with("class", "alarm"))))
                .contentType(Page.MEDIA_TYPE);
    }
}
