package dev.afterimage.reconciler.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.reconciler.config.ReconcilerProperties;
import dev.afterimage.reconciler.config.WatchProperties;
import dev.afterimage.reconciler.watch.judge.Band;
import dev.afterimage.reconciler.watch.judge.LettersJudge;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.Sign;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long have dead letters been waiting? */
@Singleton
final class LettersReader implements SignReader {
    private final @Nullable HttpJson http;
    private final LettersJudge judge;

    LettersReader(ReconcilerProperties reconciler, WatchProperties properties) {
        URI url = reconciler.dlqUrl();
        this.http = url == null ? null : HttpJson.bearer("the dead-letter service", url, reconciler.dlqToken());
        this.judge = new LettersJudge(new Band(
                properties.deadLettersWarning().toMillis() / 1_000.0,
                properties.deadLettersCritical().toMillis() / 1_000.0));
    }

    @Override
    public Sign sign() {
        return Sign.DEAD_LETTERS;
    }

    @Override
    public List<Reading> read() throws InterruptedException {
        HttpJson service = http;
        if (service == null) {
            return List.of(Reading.unwatched(
                    Sign.DEAD_LETTERS,
                    "dead letters are not watched",
                    "set afterimage.reconciler.dlq-url to the dead-letter service"));
        }
        JsonNode statistics = service.require("/api/v1/statistics");
        if (!statistics.path("open").isNumber()) {
            throw new WatchException("the dead-letter service does not tell how many letters are open");
        }
        return List.of(judge.judge(
                statistics.path("open").asLong(), time(statistics.path("oldest").asText("")), Instant.now()));
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.isEmpty() || text.equals("null") ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new WatchException("the dead-letter service tells a time that is none");
        }
    }
}
