package dev.afterimage.reconciler.watch.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WalJudgeTest {
    private final WalJudge judge = new WalJudge(new Band(1e9, 1e10));

    @Test
    void logUpToItsUsualSizeIsWellHoweverLargeThatIs() {
        assertThat(level(8e10, 1e11)).isEqualTo(Level.OK);
        assertThat(level(1.9e9, 1e9)).isEqualTo(Level.OK);
    }

    @Test
    void whatIsHeldBackBeyondThatWarnsAndIsCritical() {
        assertThat(level(2e9, 1e9)).isEqualTo(Level.WARNING);
        assertThat(level(1.1e10, 1e9)).isEqualTo(Level.CRITICAL);
        assertThat(level(1e9, 1e9)).isEqualTo(Level.OK);
    }

    private Level level(double bytes, double usual) {
        Reading reading = judge.judge(new WalFacts(bytes, usual));
        assertThat(reading.figures()).containsEntry(Figure.WAL, bytes);
        return reading.level();
    }
}
