package dev.afterimage.support.http;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An API such as a service may have, for asking it in every wrong way. */
@Controller("/api/v1/samples")
class SampleApi {
    @Serdeable
    record Sample(@NotBlank String name, @Min(1) int size) {}

    @Serdeable
    record Answer(String name, Instant at, @Nullable String note, List<String> tags) {}

    @Get
    Answer list(@QueryValue(defaultValue = "10") @Min(1) @Max(100) int limit, @Nullable @QueryValue("table") String t) {
        return new Answer("limit " + limit, Instant.parse("2026-01-02T03:04:05Z"), null, List.of());
    }

    @Get("/{id}")
    Answer one(long id) {
        if (id == 13) {
            throw new IllegalStateException("secret of dev.afterimage.Inside");
        }
        return new Answer("sample " + id, Instant.EPOCH, null, List.of());
    }

    @Post
    Sample add(@Valid @Body Sample sample) {
        return sample;
    }

    @Post("/{id}/discard")
    Answer discard(long id) {
        return new Answer("discarded " + id, Instant.EPOCH, null, List.of());
    }
}
