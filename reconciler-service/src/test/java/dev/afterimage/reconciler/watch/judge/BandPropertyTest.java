package dev.afterimage.reconciler.watch.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class BandPropertyTest {
    private final Band band = new Band(100, 1_000);

    @Property
    void whatReachesAThresholdIsNeverCalledLess(
            @ForAll @DoubleRange(min = 0, max = 5_000) double value, @ForAll Level before) {
        Level level = band.judge(value, before);

        if (value >= 1_000) {
            assertThat(level).isEqualTo(Level.CRITICAL);
        } else if (value >= 100) {
            assertThat(level.ails()).isTrue();
        }
    }

    @Property
    void farBelowTheThresholdAllIsWellWhateverWasBefore(
            @ForAll @DoubleRange(min = 0, max = 79.9) double value, @ForAll Level before) {
        assertThat(band.judge(value, before)).isEqualTo(Level.OK);
    }

    @Property
    void aValueThatSwingsAroundAThresholdIsOneAlarm(
            @ForAll @Size(min = 2, max = 50) List<@DoubleRange(min = 81, max = 999) Double> values) {
        Memory memory = new Memory();
        memory.judge(band, "x", 100);

        assertThat(values)
                .allSatisfy(value -> assertThat(memory.judge(band, "x", value)).isEqualTo(Level.WARNING));
    }

    @Property
    void aWorseValueIsNeverJudgedBetter(
            @ForAll @DoubleRange(min = 0, max = 5_000) double one,
            @ForAll @DoubleRange(min = 0, max = 5_000) double other,
            @ForAll Level before) {
        Level less = band.judge(Math.min(one, other), before);
        Level more = band.judge(Math.max(one, other), before);

        assertThat(more).isGreaterThanOrEqualTo(less);
    }

    @Example
    void subjectsHaveNothingToDoWithEachOther() {
        Memory memory = new Memory();
        memory.judge(band, "a", 1_000);

        assertThat(memory.judge(band, "b", 90)).isEqualTo(Level.OK);
        assertThat(memory.judge(band, "a", 900)).isEqualTo(Level.CRITICAL);
    }
}
