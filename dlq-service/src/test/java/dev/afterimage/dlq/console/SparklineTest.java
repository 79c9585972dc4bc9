package dev.afterimage.dlq.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {
    @Test
    void itSaysInWordsWhatTheBarsShow() {
        List<Long> hours = hours();
        hours.set(20, 1_200L);
        hours.set(23, 3L);

        assertThat(Sparkline.words(hours))
                .isEqualTo("1,203 failed within the last 24 hours, 3 in the running hour; most, 1,200, 3 hours ago");
        assertThat(Sparkline.words(hours())).isEqualTo("none failed within the last 24 hours");
    }

    @Test
    void oneFailureAmongThousandsIsSeenAndNoHourIsHigherThanTheDrawing() {
        List<Long> hours = hours();
        hours.set(0, 1L);
        hours.set(23, 100_000L);
        StringBuilder drawing = new StringBuilder();
        Sparkline.of(hours).writeTo(drawing);

        assertThat(drawing).contains("d=\"M0 26h4v2h-4zM115 1h4v27h-4z\"").contains("role=\"img\"");
    }

    private static List<Long> hours() {
        return new ArrayList<>(Collections.nCopies(24, 0L));
    }
}
