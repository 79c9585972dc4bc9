package dev.afterimage.dlq.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FloodWatchTest {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong now = new AtomicLong(1_000 * SECOND);
    private final FloodWatch watch = new FloodWatch(100, now::get);

    @Test
    void aFloodIsSoManyWithinAMinute() {
        watch.came(60);
        now.addAndGet(30 * SECOND);
        watch.came(39);
        assertThat(watch.flood()).isFalse();
        watch.came(1);
        assertThat(watch.flood()).isTrue();
        assertThat(watch.lastMinute()).isEqualTo(100);
    }

    @Test
    void aFloodEndsWhenItsMinuteIsOver() {
        watch.came(1_000);
        now.addAndGet(59 * SECOND);
        assertThat(watch.flood()).isTrue();
        now.addAndGet(SECOND);
        assertThat(watch.flood()).isFalse();
        watch.came(7);
        assertThat(watch.lastMinute()).isEqualTo(7);
    }
}
