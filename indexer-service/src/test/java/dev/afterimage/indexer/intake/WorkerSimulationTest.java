package dev.afterimage.indexer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Thousands of random histories through the real worker, each by a seed that is named when it fails and repeats it exactly.
 *
 * <p>{@code -Dsimulation.seeds=100000 -Dsimulation.first=0} looks further.
 */
class WorkerSimulationTest {
    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 1_000);
    private static final int SEEDS_UNTIL_NOTICED = 5_000;
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.afterimage.indexer");
    private static final Level BEFORE = LOG.getLevel();

    @BeforeAll
    static void beQuiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        LOG.setLevel(BEFORE);
    }

    @ParameterizedTest
    @EnumSource(Weather.class)
    void theIndexBecomesTheSourceAndNeverGoesBack(Weather weather) {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            run(seed, weather, Mutation.NONE);
        }
    }

    /** Were a rule of the core missing, some of these histories would go wrong and be noticed. */
    @ParameterizedTest
    @EnumSource(value = Mutation.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aMissingRuleIsNoticed(Mutation mutation) {
        assertThat(LongStream.range(FIRST, FIRST + SEEDS_UNTIL_NOTICED).anyMatch(seed -> goesWrong(seed, mutation)))
                .as("a history that %s spoils", mutation)
                .isTrue();
    }

    private static boolean goesWrong(long seed, Mutation mutation) {
        try {
            new Simulation(seed, mutation.shownBy(), mutation).run();
            return false;
        } catch (AssertionError | RuntimeException e) {
            return true;
        }
    }

    private static void run(long seed, Weather weather, Mutation mutation) {
        try {
            new Simulation(seed, weather, mutation).run();
        } catch (AssertionError | RuntimeException e) {
            fail("seed " + seed + " in " + weather + " weather: " + e.getMessage(), e);
        }
    }
}
