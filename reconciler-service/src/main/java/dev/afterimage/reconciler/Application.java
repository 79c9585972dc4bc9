package dev.afterimage.reconciler;

import dev.afterimage.support.start.Service;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;

/**
 * Starts the reconciler; its parts, in the order of a reconciliation, are the packages beside this class.
 *
 * <ol>
 *   <li>{@code config}: what is set, read and checked
 *   <li>{@code schedule}: a reconciliation is due, or ordered
 *   <li>{@code cut}: a position in the source's log, a snapshot at it, and an indexer that has passed it
 *   <li>{@code table}: which columns are compared, and their canonical text in SQL
 *   <li>{@code compare}: pure drill-down, its figures fetched by {@code source} and {@code index}
 *   <li>{@code explain}: why a difference is there
 *   <li>{@code repair}: the key is read anew and sent through the indexer's own path
 *   <li>{@code history}: what was found, in PostgreSQL
 *   <li>{@code run}: puts these together, one reconciliation at a time over all instances
 *   <li>{@code watch}: the pipeline's vital signs, judged by pure code
 *   <li>{@code doctor}: an installation's settings, examined on demand
 *   <li>{@code api}, {@code page}, {@code status}: for programs, people, probes and metrics
 * </ol>
 */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Afterimage reconciler",
                        version = "1",
                        description =
                                "Where index and database differ, why, and what became of it. Errors are RFC 9457 problems (application/problem+json).",
                        license =
                                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0.txt")))
public final class Application {
    private Application() {}

    public static void main(String[] args) {
        Service.begin(args);
    }
}
