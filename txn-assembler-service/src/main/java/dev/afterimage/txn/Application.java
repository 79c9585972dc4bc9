package dev.afterimage.txn;

import dev.afterimage.support.start.Service;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;

/**
 * Starts the assembler; its parts, in the order of a record's life, are the packages beside this class.
 *
 * <ol>
 *   <li>{@code config}: what is set, read and checked
 *   <li>{@code topology}: records become pieces, which are brought together by transaction
 *   <li>{@code assembly}: pure decisions: what came, what the source said, whole or not, and why not
 *   <li>{@code output}: whole transactions, parts and manifests
 *   <li>{@code query}: answers about transactions, over all instances
 *   <li>{@code status}: watches all of them for people, probes and metrics
 * </ol>
 */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Afterimage transaction assembler",
                        version = "1",
                        description =
                                "Which transactions are open, left whole or were given up. Errors are RFC 9457 problems (application/problem+json).",
                        license =
                                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0.txt")))
public final class Application {
    private Application() {}

    public static void main(String[] args) {
        Service.begin(args);
    }
}
