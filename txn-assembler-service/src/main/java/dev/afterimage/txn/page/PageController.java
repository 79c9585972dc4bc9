package dev.afterimage.txn.page;

import dev.afterimage.support.page.Page;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import dev.afterimage.support.vital.Vitals;
import dev.afterimage.txn.query.Scope;
import dev.afterimage.txn.query.TraceView;
import dev.afterimage.txn.query.Transactions;
import dev.afterimage.txn.query.TransactionsView;
import dev.afterimage.txn.query.WantedState;
import dev.afterimage.txn.running.AssemblyRun;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Serves the page for people. */
@Hidden
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = AssemblyRun.class)
class PageController {
    private static final int SHOWN = 50;
    private static final TransactionsView NONE = new TransactionsView(List.of(), List.of("this instance, not yet"));

    private final Transactions transactions;
    private final Vitals vitals;

    PageController(Transactions transactions, Vitals vitals) {
        this.transactions = transactions;
        this.vitals = vitals;
    }

    @Get(produces = Page.MEDIA_TYPE)
    String overview() {
        return StatusPage.overview(
                list(WantedState.OPEN),
                list(WantedState.INCOMPLETE),
                list(WantedState.COMPLETE),
                vitals.all(),
                Instant.now());
    }

    @Get(uri = "/transactions/{source}/{id}", produces = Page.MEDIA_TYPE)
    String one(@PathVariable String source, @PathVariable String id) throws IOException, InterruptedException {
        TraceView trace = transactions
                .trace(source, id, Scope.ALL)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.NOT_FOUND,
                        "Nothing of it is open, and it is not among those that are remembered.")));
        return StatusPage.one(trace, Instant.now());
    }

    /** The page must show what ails also while nothing can be listed. */
    private TransactionsView list(WantedState state) {
        try {
            return transactions.list(state, Scope.ALL, SHOWN);
        } catch (ProblemException notNow) {
            return NONE;
        }
    }
}
