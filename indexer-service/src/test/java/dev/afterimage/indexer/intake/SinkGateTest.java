package dev.afterimage.indexer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.indexer.plan.Backoff;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SinkGateTest {
    private static final long FIRST_MS = 100;
    private static final long LONGEST_MS = 10_000;

    private final SinkGate gate = new SinkGate(new Backoff(FIRST_MS, LONGEST_MS), new Random(7));

    @Test
    void waitsLongerAfterEachRefusalInARow() {
        for (int i = 0; i < 20; i++) {
            gate.troubled(FailureCategory.SINK_THROTTLED, "full", 0);
        }

        assertThat(gate.open(LONGEST_MS / 2 - 1, 0)).isFalse();
        assertThat(gate.open(LONGEST_MS, 0)).isTrue();
        assertThat(gate.open(LONGEST_MS, 1)).as("one request at a time, to see").isFalse();
    }

    @Test
    void aShareOfRefusedItemsIsPausedInProportionAndNeverLonger() {
        for (int i = 0; i < 20; i++) {
            gate.strained(0.1, 0);
        }

        assertThat(gate.open(FIRST_MS / 10 / 2 - 1, 0)).isFalse();
        assertThat(gate.open(FIRST_MS / 10, 5)).isTrue();
        assertThat(gate.trouble()).isNull();
    }

    @Test
    void openAtOnceWhenWellAgain() {
        gate.troubled(FailureCategory.SINK_THROTTLED, "full", 0);

        gate.well();

        assertThat(gate.open(0, 5)).isTrue();
        assertThat(gate.trouble()).isNull();
    }
}
