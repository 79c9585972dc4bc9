package dev.afterimage.reconciler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DueTimesTest {
    private final DueTimes daily = new DueTimes("0 30 2 * * *");

    @Test
    void nothingIsDueBeforeItsTime() {
        assertThat(daily.due(at("2026-11-27T02:30:00Z"), at("2026-11-28T02:29:59Z")))
                .isEmpty();
    }

    @Test
    void itIsDueAtItsTimeInUtc() {
        assertThat(daily.due(at("2026-11-27T02:30:00Z"), at("2026-11-28T02:30:00Z")))
                .contains(at("2026-11-28T02:30:00Z"));
    }

    @Test
    void daysThatWereMissedAreMadeUpForByOne() {
        assertThat(daily.due(at("2026-11-01T12:00:00Z"), at("2026-11-28T12:00:00Z")))
                .contains(at("2026-11-28T02:30:00Z"));
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
