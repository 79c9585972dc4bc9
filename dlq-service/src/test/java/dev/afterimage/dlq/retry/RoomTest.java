package dev.afterimage.dlq.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final long SECOND = 1_000_000_000;

    /** Steps are millis that pass, or, below zero, answers that come. */
    @Property
    void oneInstanceNeverHasMoreUnderWayThanTheLimit(
            @ForAll @IntRange(min = 1, max = 50) int limit,
            @ForAll @IntRange(min = 1, max = 20) int claim,
            @ForAll @Size(max = 200) List<@IntRange(min = -20, max = 500) Integer> steps) {
        Room room = new Room(limit);
        int underWay = 0;
        long now = -SECOND;
        for (int step : steps) {
            underWay = Math.max(0, underWay + Math.min(0, step));
            now += Math.max(0, step) * 1_000_000L;
            if (room.uncertain(claim, now)) {
                room.counted(underWay, now);
            }
            int sent = Math.max(0, Math.min(claim, room.left()));
            room.taken(sent);
            underWay += sent;

            assertThat(underWay).isLessThanOrEqualTo(limit);
        }
    }

    @Property
    void whatMayBeSentIsSentAtOnce(
            @ForAll @IntRange(min = 1, max = 50) int limit, @ForAll @IntRange(min = 0, max = 60) int underWay) {
        Room room = new Room(limit);
        room.counted(underWay, 0);

        assertThat(room.left()).isEqualTo(limit - underWay);
    }

    @Test
    void theyAreCountedFirstAndThenWhenASecondHasPassedOrTheLimitMightBeReached() {
        Room room = new Room(10);
        assertThat(room.uncertain(1, 0)).isTrue();
        room.counted(3, 0);
        assertThat(room.uncertain(7, SECOND - 1)).isFalse();
        assertThat(room.uncertain(8, SECOND - 1)).isTrue();
        room.taken(2);
        assertThat(room.uncertain(5, SECOND - 1)).isFalse();
        assertThat(room.uncertain(6, SECOND - 1)).isTrue();
        assertThat(room.uncertain(1, SECOND)).isTrue();
    }
}
