package dev.afterimage.reconciler.watch.judge;

/**
 * Two thresholds with hysteresis: a level that was reached is left only below {@value #BACK_PERCENT} % of its threshold, so that a value that
 * swings around a threshold is one alarm.
 *
 * @param warning from here on it is a warning
 * @param critical from here on it is critical, not below {@code warning}
 */
public record Band(double warning, double critical) {
    static final int BACK_PERCENT = 80;

    public Band {
        if (warning > critical) {
            throw new IllegalArgumentException("warning comes before critical");
        }
    }

    /** @param before what it was at the look before; {@link Level#OK} at the first */
    public Level judge(double value, Level before) {
        if (value >= critical || (before == Level.CRITICAL && value >= back(critical))) {
            return Level.CRITICAL;
        }
        return value >= warning || (before.ails() && value >= back(warning)) ? Level.WARNING : Level.OK;
    }

    private static double back(double threshold) {
        return threshold * BACK_PERCENT / 100;
    }
}
