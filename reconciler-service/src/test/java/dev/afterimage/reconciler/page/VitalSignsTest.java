package dev.afterimage.reconciler.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.reconciler.watch.Standing;
import dev.afterimage.reconciler.watch.judge.Level;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.Sign;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VitalSignsTest {
    @Test
    void whatAilsHasARowOfItsOwnAndManyThatAreWellShareOne() {
        List<Standing> standings = new ArrayList<>();
        standings.add(
                standing(Reading.of(Sign.LAG, "shop.public.orders", Level.CRITICAL, "much waits", "more instances")));
        for (int i = 0; i < 4; i++) {
            standings.add(standing(Reading.ok(Sign.LAG, "shop.public.t" + i, "everything is settled")));
        }
        standings.add(standing(Reading.ok(Sign.SLOT, "afterimage_shop", "0 bytes held back")));

        assertThat(page(standings))
                .contains(
                        "shop.public.orders",
                        "critical",
                        "much waits",
                        "more instances",
                        "AfterimageVitalSignCritical",
                        "4 of them",
                        "afterimage_shop")
                .doesNotContain("shop.public.t0");
    }

    @Test
    void whatIsNotWatchedSaysSo() {
        assertThat(page(List.of(standing(Reading.unwatched(Sign.CONNECTOR, "connectors are not watched", "set it")))))
                .contains("not watched", "set it");
    }

    @Test
    void namesAndTracesOfOthersAreTextAndNoMarkup() {
        assertThat(page(List.of(standing(
                        Reading.of(Sign.CONNECTOR, "<b>x", Level.CRITICAL, "<script>alert(1)</script>", "mend it")))))
                .doesNotContain("<script>", "<b>x")
                .contains("&lt;script&gt;");
    }

    @Test
    void aHostOfAilingOnesDoesNotMakeAnEndlessPage() {
        List<Standing> standings = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            standings.add(standing(Reading.of(Sign.SILENCE, "public.t" + i, Level.WARNING, "silent", "ask")));
        }

        assertThat(page(standings)).contains("public.t99").doesNotContain("public.t100");
    }

    private static Standing standing(Reading reading) {
        return new Standing(reading, Instant.parse("2026-11-28T12:00:00Z"));
    }

    private static String page(List<Standing> standings) {
        return Frame.page("Tables", List.of(VitalSigns.of(standings)));
    }
}
