package dev.afterimage.indexer.intake;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;

/** Lets an operator say that a source's positions began anew. */
@Controller("/api/v1/sources")
final class EpochApi {
    private final Worker worker;

    EpochApi(Worker worker) {
        this.worker = worker;
    }

    /** The order was taken; partitions begin the epoch where they stopped, the others where their position falls. */
    @Serdeable
    record Accepted(String source, String state) {}

    @Operation(
            summary = "Open the next epoch of a source",
            description =
                    "For a source that was restored, upgraded by dump or failed over, whose partitions stopped since its"
                            + " position fell. Answers 202; /api/v1/tables tells when they flow again.")
    @Post("/{source}/epochs")
    HttpResponse<Accepted> open(String source) {
        worker.execute(() -> worker.doors().openEpoch(source));
        return HttpResponse.accepted().body(new Accepted(source, "opening"));
    }
}
