package dev.afterimage.dlq.retry;

import java.time.Duration;

/**
 * How a group is released: one record, then a few, then the rest at a limited rate; it stops by itself when what was released fails. Pure.
 */
public final class Canary {
    /** Records of the second stage. */
    static final int FEW = 10;
    /** Share of failures at which the last stage stops. */
    static final double MOST_FAILURES = 0.05;
    /** Outcomes below which the share says nothing. */
    static final int ENOUGH = 20;
    /** How long records that do not answer are waited for before the release stops. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Where a release stands. */
    public enum Stage {
        CANARY,
        FEW,
        REST,
        DONE,
        STOPPED;

        public boolean over() {
            return this == DONE || this == STOPPED;
        }
    }

    /**
     * What is known of a release.
     *
     * @param stage where it stands
     * @param remaining records of the filter not chosen yet
     * @param open chosen records without an outcome
     * @param home chosen records that were applied or superseded
     * @param failed chosen records that failed again
     * @param sinceProgress how long ago the last outcome came, or the stage began
     */
    public record State(Stage stage, long remaining, long open, long home, long failed, Duration sinceProgress) {}

    /** What to do now. */
    public sealed interface Step {
        /** Choose so many more records; 0 waits. */
        record Choose(long records) implements Step {}

        /** Go on to another stage, for this reason. */
        record Enter(Stage stage, String reason) implements Step {}
    }

    private Canary() {}

    /**
     * The next step.
     *
     * @param allowance records that the rate allows since the last step
     */
    public static Step next(State state, long allowance) {
        if (state.stage().over()) {
            return new Step.Choose(0);
        }
        if (state.open() > 0 && state.sinceProgress().compareTo(PATIENCE) > 0) {
            return new Step.Enter(
                    Stage.STOPPED,
                    state.open() + " records have not answered for " + PATIENCE.toMinutes() + " minutes");
        }
        return switch (state.stage()) {
            case CANARY -> whole(state, 1, Stage.FEW);
            case FEW -> whole(state, 1 + FEW, Stage.REST);
            case REST -> rest(state, allowance);
            case DONE, STOPPED -> new Step.Choose(0);
        };
    }

    /** A stage whose records must all come home before the next one begins. */
    private static Step whole(State state, long records, Stage then) {
        if (state.failed() > 0) {
            return new Step.Enter(Stage.STOPPED, state.failed() + " of the first " + chosen(state) + " failed again");
        }
        if (state.remaining() == 0) {
            return state.open() > 0 ? new Step.Choose(0) : new Step.Enter(Stage.DONE, "all came home");
        }
        if (chosen(state) < records) {
            return new Step.Choose(Math.min(records - chosen(state), state.remaining()));
        }
        return state.open() > 0
                ? new Step.Choose(0)
                : new Step.Enter(then, "the first " + chosen(state) + " came home");
    }

    private static Step rest(State state, long allowance) {
        long answered = state.home() + state.failed();
        if (answered >= ENOUGH && state.failed() > answered * MOST_FAILURES) {
            return new Step.Enter(Stage.STOPPED, state.failed() + " of " + answered + " failed again");
        }
        if (state.remaining() == 0) {
            return state.open() > 0
                    ? new Step.Choose(0)
                    : new Step.Enter(
                            Stage.DONE,
                            state.failed() == 0
                                    ? "all came home"
                                    : state.failed() + " of " + answered + " failed again");
        }
        return new Step.Choose(Math.clamp(allowance, 0, state.remaining()));
    }

    private static long chosen(State state) {
        return state.open() + state.home() + state.failed();
    }
}
