package dev.afterimage.dlq.console;

import dev.afterimage.dlq.api.Asked;
import dev.afterimage.dlq.decision.Decisions;
import dev.afterimage.dlq.decision.Decisions.Verdict;
import dev.afterimage.dlq.decision.Release;
import dev.afterimage.dlq.decision.Releases;
import dev.afterimage.dlq.parking.Entries;
import dev.afterimage.dlq.parking.Payload;
import dev.afterimage.support.access.Operators;
import dev.afterimage.support.access.TokenInForm;
import dev.afterimage.support.problem.ProblemException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the console's forms: the same use cases as the API, and then back to a page. */
@Hidden
@Controller
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class Actions {
    private static final int MOST_REASON = 500;

    private final Operators operators;
    private final Decisions decisions;
    private final Releases releases;
    private final Entries entries;

    Actions(Operators operators, Decisions decisions, Releases releases, Entries entries) {
        this.operators = operators;
        this.decisions = decisions;
        this.releases = releases;
        this.entries = entries;
    }

    @TokenInForm
    @Post("/entries/{id}/redrive")
    HttpResponse<?> redrive(@PathVariable long id, @Body Map<String, String> form) {
        String who = operators.require(form.get("token")).name();
        return back(Asked.of(() -> decisions.redrive(id, who)), "/entries/" + id);
    }

    @TokenInForm
    @Post("/entries/{id}/discard")
    HttpResponse<?> discard(@PathVariable long id, @Body Map<String, String> form) {
        String who = operators.require(form.get("token")).name();
        return back(Asked.of(() -> decisions.discard(id, reason(form), who)), "/entries/" + id);
    }

    @TokenInForm
    @Post("/entries/{id}/edits")
    HttpResponse<?> edit(@PathVariable long id, @Body Map<String, String> form) {
        String who = operators.require(form.get("token")).name();
        boolean redrive = "true".equals(form.get("redrive"));
        return back(
                Asked.of(() -> {
                    String text = form.getOrDefault("value", "");
                    byte[] value = lineEnds(text, current(id)).getBytes(StandardCharsets.UTF_8);
                    return decisions.edit(id, value, reason(form), redrive, who);
                }),
                "/entries/" + id);
    }

    @TokenInForm
    @Post("/release")
    HttpResponse<?> release(@Body Map<String, String> form) {
        String who = operators.require(form.get("token")).name();
        Release release = Asked.of(() -> {
            FilterForm filter = FilterForm.of(form::get);
            ConfirmPage.refuseUnbounded(filter.filter());
            return releases.order(filter.filter(), ConfirmPage.rate(form.get("rate")), who);
        });
        return HttpResponse.seeOther(URI.create("/releases/" + release.id()));
    }

    @TokenInForm
    @Post("/releases/{id}/stop")
    HttpResponse<?> stop(@PathVariable long id, @Body Map<String, String> form) {
        String who = operators.require(form.get("token")).name();
        Asked.of(() -> releases.stop(id, who));
        return HttpResponse.seeOther(URI.create("/releases/" + id));
    }

    @Error
    HttpResponse<String> problem(ProblemException problem) {
        return ProblemPage.of(problem);
    }

    private static String reason(Map<String, String> form) {
        String reason = form.getOrDefault("reason", "").strip();
        if (reason.isEmpty() || reason.length() > MOST_REASON) {
            throw new IllegalArgumentException("a reason has 1 to " + MOST_REASON + " characters");
        }
        return reason;
    }

    private byte @Nullable [] current(long id) {
        Entries.Whole whole = entries.whole(id).orElseThrow(Asked::unknown);
        Payload original = whole.original();
        return whole.edits().isEmpty()
                ? original == null ? null : original.value()
                : whole.edits().getLast().value();
    }

    /** Browsers send every line end as CR LF; what had none before has none afterwards. */
    private static String lineEnds(String text, byte @Nullable [] before) {
        if (before != null) {
            for (byte one : before) {
                if (one == '\r') {
                    return text;
                }
            }
        }
        return text.replace("\r\n", "\n");
    }

    private static HttpResponse<?> back(Verdict verdict, String page) {
        return switch (verdict) {
            case Verdict.Done done -> HttpResponse.seeOther(URI.create(page));
            case Verdict.Unknown() -> throw Asked.unknown();
            case Verdict.Refused(String why) -> throw Asked.refused(why);
        };
    }
}
