package dev.afterimage.indexer;

import dev.afterimage.support.start.Service;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import java.util.Arrays;

/**
 * Starts the indexer; its parts, in the order of a record's life, are the packages beside this class.
 *
 * <ol>
 *   <li>{@code config}: what is set, read and checked
 *   <li>{@code intake}: records come in batches; each partition has a gate that flows, holds or stops
 *   <li>{@code plan}: pure decisions: at most one operation a document, completed images, what supersedes what
 *   <li>{@code document}: fields, masks, {@code _cdc}, checksum, bytes
 *   <li>{@code index}: bulk requests, mappings, conflicts, delete memory
 *   <li>{@code park}: what cannot be indexed goes whole to the dead letters
 *   <li>{@code status}: watches all of them for people, probes and metrics
 * </ol>
 *
 * <p>With {@code --dry-run} it does none of this: {@code dryrun} tells what would be done.
 *
 * <p>Run it with {@code -XX:+ExitOnOutOfMemoryError}: a process without memory must end and be started again, since nothing uncommitted is
 * lost by that.
 */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Afterimage indexer",
                        version = "1",
                        description =
                                "How each table's index is doing. Errors are RFC 9457 problems (application/problem+json).",
                        license =
                                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0.txt")))
public final class Application {
    private Application() {}

    public static void main(String[] args) {
        if (Arrays.asList(args).contains(DryRunCommand.OPTION)) {
            System.exit(DryRunCommand.run());
        }
        Service.begin(args);
    }
}
