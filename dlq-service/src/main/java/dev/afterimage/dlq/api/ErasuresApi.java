package dev.afterimage.dlq.api;

import dev.afterimage.dlq.erasure.Forgetting;
import dev.afterimage.dlq.letter.Coordinates;
import dev.afterimage.dlq.parking.Erasure;
import dev.afterimage.dlq.parking.ErasureLog;
import dev.afterimage.dlq.parking.Erasures;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import io.micronaut.http.HttpRequest;
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

    private final Forgetting forgetting;
    private final ErasureLog log;

    ErasuresApi(Forgetting forgetting, Erasures erasures) {
        this.forgetting = forgetting;
        this.log = erasures.log();
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
     * @param problem why related tables could not be followed, or null
     * @param follows the erasure that this one followed, or null where it was asked for
     * @param related what was looked for in related tables because of it
     */
    @Serdeable
    record ErasureView(
            long id,
            Instant at,
            String who,
            String reason,
            String topic,
            String keyHash,
            long entries,
            @Nullable String problem,
            @Nullable Long follows,
            List<RelatedView> related) {
        static ErasureView of(Erasure erasure) {
            return new ErasureView(
                    erasure.id(),
                    erasure.at(),
                    erasure.who(),
                    erasure.reason(),
                    erasure.topic(),
                    erasure.keyHash(),
                    erasure.entries(),
                    erasure.problem(),
                    erasure.follows(),
                    erasure.related().stream().map(RelatedView::of).toList());
        }
    }

    /**
     * The search in one related table.
     *
     * @param erased keys that were erased because they named the erased one, each with an erasure of its own
     * @param withoutKey dead letters without a key that were erased by themselves
     * @param unreadable dead letters that could not be decoded and were left as they are: a person must look
     * @param finished whether all that was parked at the time of the erasure has been looked through
     */
    @Serdeable
    record RelatedView(String topic, String column, long erased, long withoutKey, long unreadable, boolean finished) {
        static RelatedView of(Erasure.Related related) {
            return new RelatedView(
                    related.topic(),
                    related.column(),
                    related.erased(),
                    related.withoutKey(),
                    related.unreadable(),
                    related.finished());
        }
    }

    /** Several of them. */
    @Serdeable
    record ErasuresView(List<ErasureView> items) {}

    /** Destroys payloads, corrections and quoting texts of every dead letter of a key, and then of those that name it in related tables. */
    @Post
    HttpResponse<ErasureView> erase(@Body @Valid Order order, HttpRequest<?> request) {
        Erasure done = Asked.of(() -> {
            if (!Coordinates.isTopic(order.topic())) {
                throw new IllegalArgumentException("topic is a topic's name");
            }
            return forgetting.forget(order.topic(), key(order), DeadLettersApi.caller(request), order.reason());
        });
        return HttpResponse.<ErasureView>accepted().body(ErasureView.of(done));
    }

    /** The newest erasures. */
    @Get
    ErasuresView newest() {
        return new ErasuresView(
                Asked.of(() -> log.newest(NEWEST)).stream().map(ErasureView::of).toList());
    }

    /** One erasure, to see how the search in related tables goes on. */
    @Get("/{id}")
    ErasureView one(@PathVariable long id) {
        return ErasureView.of(Asked.of(() -> log.find(id).orElseThrow(ErasuresApi::unknown)));
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.of(
                HttpStatus.NOT_FOUND, "no-such-erasure", "No such erasure", "There is no erasure with this id."));
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
