package dev.afterimage.indexer.intake;

import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.indexer.rebuild.Fill;
import dev.afterimage.indexer.rebuild.Rebuild;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
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
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds an index anew beside the one that is there, and lets readers and writers go to it when it is proven. */
@Tag(name = "rebuilds")
@Controller("/api/v1/rebuilds")
@ExecuteOn(TaskExecutors.BLOCKING)
class RebuildApi {
    private final RebuildOrders orders;

    RebuildApi(RebuildOrders orders) {
        this.orders = orders;
    }

    /**
     * An order.
     *
     * @param table the table as schema.table, or its topic or index
     * @param fill {@code documents} (default) copies the documents that are there; {@code topic} reads the topics from their beginning
     */
    @Serdeable
    record Order(@NotBlank String table, @Nullable String fill) {}

    /** All rebuilds that were ordered, one an index: the last. */
    @Serdeable
    record RebuildsView(List<RebuildView> items) {}

    @Get
    RebuildsView list() {
        return answer(() ->
                new RebuildsView(orders.all().stream().map(RebuildView::of).toList()));
    }

    /** The last rebuild of an index. */
    @Get("/{index}")
    RebuildView one(@PathVariable String index) {
        return answer(() -> orders.all().stream()
                .filter(each -> each.index().equals(index))
                .findFirst()
                .map(RebuildView::of)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.NOT_FOUND,
                        "no-such-rebuild",
                        "No such rebuild",
                        "No rebuild of this index was ordered."))));
    }

    /** Orders one. Answers 202; it ends by itself, switched or not. */
    @Post
    HttpResponse<RebuildView> order(@Body @Valid Order order) {
        return accepted(() -> orders.order(order.table(), fill(order.fill())));
    }

    private static Fill fill(@Nullable String word) {
        return switch (word == null ? "documents" : word) {
            case "documents" -> Fill.DOCUMENTS;
            case "topic" -> Fill.TOPIC;
            default -> throw new ProblemException(Problem.of(HttpStatus.BAD_REQUEST, "fill is documents or topic"));
        };
    }

    /** Goes on with one that differed or failed. */
    @Post("/{index}/resume")
    HttpResponse<RebuildView> resume(@PathVariable String index) {
        return accepted(() -> orders.resume(index));
    }

    /** Gives one up that has not switched; what was made for it is removed. */
    @Post("/{index}/abandon")
    HttpResponse<RebuildView> abandon(@PathVariable String index) {
        return accepted(() -> orders.abandon(index));
    }

    /** Brings the generation that was replaced last up to date, and goes back to it. */
    @Post("/{index}/rollback")
    HttpResponse<RebuildView> rollback(@PathVariable String index) {
        return accepted(() -> orders.rollback(index));
    }

    @FunctionalInterface
    private interface Answer<T> {
        T give() throws SinkFailure, InterruptedException;
    }

    private static HttpResponse<RebuildView> accepted(Answer<Rebuild> answer) {
        return HttpResponse.<RebuildView>accepted().body(RebuildView.of(answer(answer)));
    }

    private static <T> T answer(Answer<T> answer) {
        try {
            return answer.give();
        } catch (SinkFailure e) {
            throw new ProblemException(Problem.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "index-unavailable",
                    "Elasticsearch does not do it now",
                    e.category() + ": " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "The service is ending."));
        }
    }
}
