package dev.afterimage.indexer.status;

import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;

/** Tells how each table is doing. */
@Tag(name = "tables")
@Controller("/api/v1/tables")
@ExecuteOn(TaskExecutors.BLOCKING)
class TablesApi {
    private final Tables tables;

    TablesApi(Tables tables) {
        this.tables = tables;
    }

    /** All tables of which this instance has partitions: index, documents, last position, lag, rate, and whether and why one is held. */
    @Get
    TablesView list() throws InterruptedException {
        return tables.all();
    }

    /**
     * One table.
     *
     * @param table its name as schema.table, or the name of its topic or index
     */
    @Get("/{table}")
    TableView one(@PathVariable String table) throws InterruptedException {
        List<TableView> found = tables.named(table);
        if (found.isEmpty()) {
            throw new ProblemException(Problem.of(
                    HttpStatus.NOT_FOUND,
                    "no-such-table",
                    "No such table",
                    "This instance has no partitions of a table of this name."));
        }
        if (found.size() > 1) {
            throw new ProblemException(Problem.of(
                    HttpStatus.CONFLICT,
                    "ambiguous-table",
                    "Several tables have this name",
                    "Tables of several sources have this name; use the name of the topic."));
        }
        return found.getFirst();
    }
}
