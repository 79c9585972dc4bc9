package dev.afterimage.indexer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RatioBreakerTest {
    private static final long PAUSE = 1_000;

    private final RatioBreaker breaker = new RatioBreaker(10, 3, 0.5, PAUSE);

    @Test
    void fewParkedRecordsNeverOpenItWhateverTheirShare() {
        assertThat(breaker.mayPark(0)).isTrue();
        assertThat(breaker.mayPark(0)).isTrue();

        assertThat(breaker.open()).isFalse();
    }

    @Test
    void manyParkedRecordsAmongMoreGoodOnesDoNotOpenIt() {
        for (int i = 0; i < 100; i++) {
            breaker.passed();
            breaker.passed();
            assertThat(breaker.mayPark(i)).isTrue();
        }

        assertThat(breaker.open()).isFalse();
    }

    @Test
    void aFloodOpensItAndTheRecordThatOpensItIsStillParked() {
        breaker.passed();
        breaker.passed();
        breaker.passed();
        assertThat(breaker.mayPark(0)).isTrue();
        assertThat(breaker.mayPark(0)).isTrue();
        assertThat(breaker.open()).isFalse();

        assertThat(breaker.mayPark(0)).isTrue();

        assertThat(breaker.open()).isTrue();
        assertThat(breaker.mayPark(PAUSE - 1)).isFalse();
    }

    @Test
    void afterEachPauseOneRecordMayTry() {
        opened();

        assertThat(breaker.mayPark(PAUSE)).isTrue();
        assertThat(breaker.mayPark(PAUSE)).isFalse();
        assertThat(breaker.mayPark(2 * PAUSE - 1)).isFalse();
        assertThat(breaker.mayPark(2 * PAUSE)).isTrue();
        assertThat(breaker.open()).isTrue();
    }

    @Test
    void aRecordThatGoesWellClosesIt() {
        opened();

        breaker.passed();

        assertThat(breaker.open()).isFalse();
        assertThat(breaker.mayPark(1)).isTrue();
    }

    @Test
    void afterItClosedTheFloodThatGoesOnOpensItAgainAtOnce() {
        opened();
        breaker.passed();

        breaker.mayPark(1);

        assertThat(breaker.open()).isTrue();
        assertThat(breaker.mayPark(PAUSE)).isFalse();
    }

    @Test
    void whatIsOlderThanTheWindowIsForgotten() {
        breaker.mayPark(0);
        breaker.mayPark(0);
        for (int i = 0; i < 10; i++) {
            breaker.passed();
        }
        breaker.mayPark(0);
        breaker.mayPark(0);

        assertThat(breaker.open()).isFalse();
    }

    @Property
    void closedItOpensExactlyWhenTheShareOfTheWindowIsReached(@ForAll @Size(max = 60) List<Boolean> parked) {
        RatioBreaker any = new RatioBreaker(10, 3, 0.5, PAUSE);
        ArrayDeque<Boolean> window = new ArrayDeque<>();
        for (boolean park : parked) {
            if (park) {
                any.mayPark(0);
            } else {
                any.passed();
            }
            window.addLast(park);
            if (window.size() > 10) {
                window.removeFirst();
            }
            long failures = window.stream().filter(failed -> failed).count();
            assertThat(any.open()).isEqualTo(park && failures >= 3 && 2 * failures >= window.size());
            if (any.open()) {
                return;
            }
        }
    }

    private void opened() {
        for (int i = 0; i < 3; i++) {
            breaker.mayPark(0);
        }
        assertThat(breaker.open()).isTrue();
    }
}
