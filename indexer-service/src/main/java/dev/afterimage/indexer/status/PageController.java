package dev.afterimage.indexer.status;

import dev.afterimage.support.page.Page;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import dev.afterimage.support.vital.Vitals;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.List;

/** Serves the pages for people. */
@Hidden
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
class PageController {
    private final Tables tables;
    private final Vitals vitals;

    PageController(Tables tables, Vitals vitals) {
        this.tables = tables;
        this.vitals = vitals;
    }

    @Get(produces = Page.MEDIA_TYPE)
    String overview() throws InterruptedException {
        TablesView all = tables.all();
        return StatusPage.overview(all.items(), vitals.all(), all.at());
    }

    @Get(uri = "/tables/{topic}", produces = Page.MEDIA_TYPE)
    String table(@PathVariable String topic) throws InterruptedException {
        List<TableView> found = tables.named(topic);
        if (found.isEmpty()) {
            throw new ProblemException(Problem.of(HttpStatus.NOT_FOUND, "This instance has no such table."));
        }
        return StatusPage.table(found.getFirst(), Instant.now());
    }
}
