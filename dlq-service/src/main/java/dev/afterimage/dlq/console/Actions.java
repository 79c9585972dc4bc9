package dev.afterimage.dlq.console;

import dev.afterimage.dlq.api.Asked;
import dev.afterimage.dlq.decision.Decisions;
import dev.afterimage.dlq.decision.Decisions.Verdict;
import dev.afterimage.dlq.decision.Releases;
import dev.afterimage.dlq.parking.EntryFilter;
import dev.afterimage.support.access.Operators;
import dev.afterimage.support.access.TokenInForm;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.Map;

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

    Actions(Operators operators, Decisions decisions, Releases releases) {
        this.operators = operators;
        this.decisions = decisions;
        this.releases = releases;
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
        String reason = form.getOrDefault("reason", "").strip();
        return back(
                Asked.of(() -> {
                    if (reason.isEmpty() || reason.length() > MOST_REASON) {
                        throw new IllegalArgumentException("a reason has 1 to " + MOST_REASON + " characters");
                    }
                    return decisions.discard(id, reason, who);
                }),
                "/entries/" + id);
    }

    @TokenInForm
    @Post("/causes/{fingerprint}/release")
    HttpResponse<?> release(@PathVariable String fingerprint, @Body Map<String, String> form) {
        String who = operators.require(form.get("token")).name();
        Asked.of(() -> {
            int rate = Integer.parseInt(form.getOrDefault("rate", "100").strip());
            if (rate < 1 || rate > 10_000) {
                throw new IllegalArgumentException("the rate is 1 to 10000 a second");
            }
            return releases.order(
                    new EntryFilter(EntryFilter.OPEN, null, null, null, fingerprint, null, null, null), rate, who);
        });
        return HttpResponse.seeOther(URI.create("/releases"));
    }

    @TokenInForm
    @Post("/releases/{id}/stop")
    HttpResponse<?> stop(@PathVariable long id, @Body Map<String, String> form) {
        String who = operators.require(form.get("token")).name();
        Asked.of(() -> releases.stop(id, who));
        return HttpResponse.seeOther(URI.create("/releases"));
    }

    private static HttpResponse<?> back(Verdict verdict, String page) {
        return switch (verdict) {
            case Verdict.Done done -> HttpResponse.seeOther(URI.create(page));
            case Verdict.Unknown() -> throw Asked.unknown();
            case Verdict.Refused(String why) -> throw Asked.refused(why);
        };
    }
}
