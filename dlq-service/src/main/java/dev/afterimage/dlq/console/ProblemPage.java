package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;

import dev.afterimage.support.page.Page;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import java.time.Instant;
import java.util.List;

/** What went wrong, for people: the words of the API's problem on a page. */
final class ProblemPage {
    private ProblemPage() {}

    static HttpResponse<String> of(ProblemException exception) {
        Problem problem = exception.problem();
        String detail = problem.detail();
        return HttpResponse.<String>status(HttpStatus.valueOf(problem.status()))
                .body(Frame.page(
                        problem.title(),
                        List.of(element("p", detail == null ? problem.title() : detail)
                                .with("class", "alarm")),
                        Instant.now()))
                .contentType(Page.MEDIA_TYPE);
    }
}
