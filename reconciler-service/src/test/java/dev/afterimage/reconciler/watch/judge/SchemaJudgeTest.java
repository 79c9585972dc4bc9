package dev.afterimage.reconciler.watch.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaJudgeTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00.5Z");
    private static final Map<String, String> COLUMNS = Map.of("id", "integer", "v", "text");

    private final SchemaJudge judge = new SchemaJudge(Duration.ofDays(1));

    @Test
    void aTableThatStaysAsItIsIsWell() {
        assertThat(look(COLUMNS, NOW).what()).startsWith("2 columns, unchanged");
        assertThat(look(COLUMNS, NOW.plusSeconds(9)).level()).isEqualTo(Level.OK);
    }

    @Test
    void aColumnThatWasAddedIsToldAndNoTrouble() {
        look(COLUMNS, NOW);
        Reading reading = look(Map.of("id", "integer", "v", "text", "more", "date"), NOW);

        assertThat(reading.level()).isEqualTo(Level.OK);
        assertThat(reading.what()).isEqualTo("seen at 2026-11-28T12:00:00Z: more (date) was added");
        assertThat(reading.figures()).containsEntry(Figure.SCHEMA_CHANGED, (double) NOW.getEpochSecond());
    }

    @Test
    void aColumnThatWasDroppedRenamedOrRetypedIsAWarningForAWhileAndToldForLonger() {
        look(COLUMNS, NOW);
        Reading reading = look(Map.of("id", "bigint", "w", "text"), NOW);

        assertThat(reading.level()).isEqualTo(Level.WARNING);
        assertThat(reading.remedy()).isNotBlank();
        assertThat(reading.what()).endsWith("id is bigint, it was integer, v (text) was dropped, w (text) was added");
        assertThat(look(
                                Map.of("id", "bigint", "w", "text"),
                                NOW.plus(Duration.ofDays(1)).minusSeconds(1))
                        .level())
                .isEqualTo(Level.WARNING);
        Reading later = look(Map.of("id", "bigint", "w", "text"), NOW.plus(Duration.ofDays(1)));
        assertThat(later.level()).isEqualTo(Level.OK);
        assertThat(later.what()).isEqualTo(reading.what());
    }

    @Test
    void aTableThatGoesAndComesIsANewOne() {
        look(COLUMNS, NOW);
        judge.judge(Map.of(), NOW);

        assertThat(look(Map.of("id", "bigint"), NOW).what()).contains("unchanged");
    }

    private Reading look(Map<String, String> columns, Instant now) {
        return judge.judge(Map.of("public.t", columns), now).getFirst();
    }
}
