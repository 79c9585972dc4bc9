package dev.afterimage.indexer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PositionWatchesTest {
    @Test
    void aSourceThatWasNotSeenHasANewWatch() {
        assertThat(new PositionWatches().of("shop")).isEqualTo(PositionWatch.NEW);
        assertThat(new PositionWatches().encode()).isEmpty();
        assertThat(PositionWatches.decode("").of("shop")).isEqualTo(PositionWatch.NEW);
    }

    @Property
    void theWatchOfEverySourceOutlivesARestart(@ForAll("known") Map<String, PositionWatch> known) {
        PositionWatches watches = new PositionWatches();
        known.forEach(watches::put);

        PositionWatches decoded = PositionWatches.decode(watches.encode());

        known.forEach((source, watch) -> assertThat(decoded.of(source)).isEqualTo(watch));
    }

    @Test
    void linesOfAnotherFormArePassedOver() {
        PositionWatches decoded = PositionWatches.decode("""
                something else
                p1 800 1700 10 shop
                p9 1 2 3 crm
                p1 800 1700 10
                """);

        assertThat(decoded.of("shop")).isEqualTo(new PositionWatch(800, 1_700, 10));
        assertThat(decoded.of("crm")).isEqualTo(PositionWatch.NEW);
    }

    @Provide
    static Arbitrary<Map<String, PositionWatch>> known() {
        Arbitrary<String> source =
                Arbitraries.strings().withChars("ab p1-._é").ofMinLength(1).ofMaxLength(6);
        Arbitrary<Long> any = Arbitraries.longs().greaterOrEqual(0);
        return Arbitraries.maps(source, Combinators.combine(any, any, any).as(PositionWatch::new))
                .ofMaxSize(4);
    }
}
