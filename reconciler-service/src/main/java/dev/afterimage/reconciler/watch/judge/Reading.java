package dev.afterimage.reconciler.watch.judge;

import java.util.Map;

/**
 * What one look at a vital sign gave.
 *
 * @param subject which slot, connector, topic, table or subject; empty where there is only one
 * @param what is the case, with figures, without values of rows
 * @param remedy what a person can do; empty where nothing is to be done
 * @param figures the numbers behind it
 */
public record Reading(Sign sign, String subject, Level level, String what, String remedy, Map<Figure, Double> figures) {
    public Reading {
        figures = Map.copyOf(figures);
    }

    public static Reading ok(Sign sign, String subject, String what) {
        return new Reading(sign, subject, Level.OK, what, "", Map.of());
    }

    public static Reading of(Sign sign, String subject, Level level, String what, String remedy) {
        return new Reading(sign, subject, level, what, level == Level.OK ? "" : remedy, Map.of());
    }

    /** A sign that nobody reads, since what it needs is not set. */
    public static Reading unwatched(Sign sign, String what, String remedy) {
        return new Reading(sign, "", Level.UNWATCHED, what, remedy, Map.of());
    }

    /** The same with numbers. */
    public Reading with(Map<Figure, Double> some) {
        return new Reading(sign, subject, level, what, remedy, some);
    }
}
