package dev.afterimage.dlq.api;

import dev.afterimage.dlq.letter.Coordinates;
import dev.afterimage.dlq.parking.Erasures;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Destroys what is parked of a key. */
@Tag(name = "erasures")
@Controller("/api/v1/erasures")
@ExecuteOn(TaskExecutors.BLOCKING)
class ErasuresApi {
    private static final int NEWEST = 200;

    private final Erasures erasures;

    ErasuresApi(Erasures erasures) {
        this.erasures = erasures;
    }

    /**
     * An order.
     *
     * @param topic the table's topic
     * @param key the record's key as text; exactly one of it and {@code base64} is given
     * @param base64 the key's bytes
     * @param reason for the log; it is kept, so it must not name the person
     */
    @Serdeable
    record Order(
            @NotBlank String topic,
            @Nullable String key,
            @Nullable String base64,
            @NotBlank @Size(max = 500) String reason) {}

    /**
     * An erasure.
     *
     * @param keyHash SHA-256 of the key's bytes, which is all that is kept of it
     * @param entries how many dead letters it met
     */
    @Serdeable
    record ErasureView(long id, Instant at, String who, String reason, String topic, String keyHash, long entries) {
        static ErasureView of(Erasures.Erasure erasure) {
            return new ErasureView(
                    erasure.id(),
                    erasure.at(),
                    erasure.who(),
                    erasure.reason(),
                    erasure.topic(),
                    erasure.keyHash(),
                    erasure.entries());
        }
    }

    /** Several of them. */
    @Serdeable
    record ErasuresView(List<ErasureView> items) {}

    /** Destroys payloads, corrections and quoting texts of every dead letter of a key; they are resolved as erased. */
    @Post
    HttpResponse<ErasureView> erase(@Body @Valid Order order, HttpRequest<?> request) {
        Erasures.Erasure done = Asked.of(() -> {
            if (!Coordinates.isTopic(order.topic())) {
                throw new IllegalArgumentException("topic is a topic's name");
            }
            return erasures.erase(order.topic(), key(order), DeadLettersApi.caller(request), order.reason());
        });
        return HttpResponse.<ErasureView>accepted().body(ErasureView.of(done));
    }

    /** The newest erasures. */
    @Get
    ErasuresView newest() {
        return new ErasuresView(
                Asked.of(() -> erasures.newest(NEWEST)).stream().map(ErasureView::of).toList());
    }

    private static byte[] key(Order order) {
        String text = order.key();
        String base64 = order.base64();
        if (text != null && base64 == null) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (text == null && base64 != null) {
            return Base64.getDecoder().decode(base64);
        }
        throw new IllegalArgumentException("either key or base64 is given");
    }
}
