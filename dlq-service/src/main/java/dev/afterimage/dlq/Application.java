package dev.afterimage.dlq;

import dev.afterimage.support.start.Service;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;

/**
 * Starts the dead-letter service; its parts, in the order of a failed record's life, are the packages beside this class.
 *
 * <ol>
 *   <li>{@code config}: what is set, read and checked
 *   <li>{@code intake}: dead letters come in batches, one reader a dialect
 *   <li>{@code parking}: they are kept in PostgreSQL, whole, before their offsets are committed
 *   <li>{@code retry}: pure decisions: when again, in which order of a key, how a group is released
 *   <li>{@code redrive}: what is due goes back to the consumer group that failed; its outcome is recorded
 *   <li>{@code audit}, {@code erasure}: who did what; what must be forgotten
 *   <li>{@code api}, {@code console}: the same use cases for programs and for people
 *   <li>{@code status}: watches all of them for probes and metrics
 * </ol>
 */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Afterimage dead letters",
                        version = "1",
                        description =
                                "What failed, why, and how it comes home. Errors are RFC 9457 problems (application/problem+json).",
                        license =
                                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0.txt")))
public final class Application {
    private Application() {}

    public static void main(String[] args) {
        Service.begin(args);
    }
}
