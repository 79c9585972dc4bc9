package dev.afterimage.txn.query;

import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import dev.afterimage.txn.running.AssemblyRun;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.Optional;

/** Tells which transactions are open, and what became of the others. */
@Tag(name = "transactions")
@Controller("/api/v1/transactions")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = AssemblyRun.class)
class TransactionsApi {
    private final Transactions transactions;

    TransactionsApi(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Transactions of all instances, oldest first: the open ones, or the last that left whole or were given up.
     *
     * @param state open, incomplete or complete
     * @param scope all instances, or only the one that is asked
     * @param limit most of them, 1 to 1000
     */
    @Get
    TransactionsView list(
            @QueryValue(defaultValue = "open") WantedState state,
            @QueryValue(defaultValue = "all") Scope scope,
            @QueryValue(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        return transactions.list(state, scope, limit);
    }

    /**
     * One transaction, wherever it is.
     *
     * @param source the connector's name
     * @param id its id, or the part that all its events share
     * @param scope all instances, or only the one that is asked
     */
    @Get("/{source}/{id}")
    TransactionView one(
            @PathVariable String source, @PathVariable String id, @QueryValue(defaultValue = "all") Scope scope)
            throws InterruptedException {
        return found(() -> transactions.find(source, id, scope));
    }

    /**
     * One transaction and where its events stand in it, while it is open and for a while after it has left; without their values.
     *
     * @param source the connector's name
     * @param id its id, or the part that all its events share
     * @param scope all instances, or only the one that is asked
     */
    @Get("/{source}/{id}/trace")
    TraceView trace(@PathVariable String source, @PathVariable String id, @QueryValue(defaultValue = "all") Scope scope)
            throws InterruptedException {
        return found(() -> transactions.trace(source, id, scope));
    }

    /** Looks for something of a transaction. */
    @FunctionalInterface
    private interface Looking<T> {
        Optional<T> look() throws IOException, InterruptedException;
    }

    /**
     * What was looked for.
     *
     * @throws ProblemException 404, 400 or 502
     */
    private static <T> T found(Looking<T> looking) throws InterruptedException {
        try {
            return looking.look()
                    .orElseThrow(() -> new ProblemException(Problem.of(
                            HttpStatus.NOT_FOUND,
                            "no-such-transaction",
                            "No such transaction",
                            "Nothing of it is open, and it is not among those that are remembered.")));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.of(HttpStatus.BAD_REQUEST, "A source has no slash, and neither has control characters."));
        } catch (IOException e) {
            throw new ProblemException(Problem.of(
                    HttpStatus.BAD_GATEWAY,
                    "instance-silent",
                    "An instance does not answer",
                    "The instance that knows of this transaction did not answer in time."));
        }
    }
}
