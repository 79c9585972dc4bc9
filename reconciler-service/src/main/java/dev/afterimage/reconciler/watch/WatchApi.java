package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.watch.judge.Reading;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells how the pipeline's vital signs stand. */
@Tag(name = "watch")
@Controller("/api/v1/watch")
class WatchApi {
    private final Board board;

    WatchApi(Board board) {
        this.board = board;
    }

    /**
     * A vital sign of one part.
     *
     * @param name which sign: {@code slot}, {@code wal}, {@code schema}, {@code connector}, {@code registry}, {@code silence}, {@code lag}, {@code retention},
     *     {@code dead-letters} or {@code freshness}
     * @param subject whose: a slot, connector, subject, table or topic; empty where there is only one
     * @param state {@code OK}, {@code WARNING}, {@code CRITICAL}, {@code UNKNOWN} or {@code UNWATCHED}
     * @param since since when
     * @param what is the case
     * @param remedy what mends it; empty where nothing is to be done
     * @param alert the alert that fires where it stays so; empty where none does
     * @param runbook what to do then, as a file of the project
     * @param figures the numbers behind it, called like the metrics
     */
    @Serdeable
    record SignView(
            String name,
            String subject,
            String state,
            Instant since,
            String what,
            String remedy,
            String alert,
            String runbook,
            Map<String, Double> figures) {
        static SignView of(Standing standing) {
            Reading reading = standing.reading();
            Map<String, Double> figures = new TreeMap<>();
            reading.figures()
                    .forEach((figure, value) -> figures.put(
                            figure.metric().replace('.', '_') + (figure.unit() == null ? "" : "_" + figure.unit()),
                            value));
            String alert = reading.level().alert();
            return new SignView(
                    reading.sign().word(),
                    reading.subject(),
                    reading.level().name(),
                    standing.since(),
                    reading.what(),
                    reading.remedy(),
                    alert,
                    alert.isEmpty() ? "" : "deploy/runbooks/" + alert + ".md",
                    figures);
        }
    }

    /** All of them, the worst first. */
    @Serdeable
    record WatchView(List<SignView> items) {}

    /** Every vital sign, the worst first. */
    @Get
    WatchView all() {
        return new WatchView(board.all().stream().map(SignView::of).toList());
    }
}
