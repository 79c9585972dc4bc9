package dev.afterimage.cdc.registry;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Spares a service that does not answer: opens after some failures in a row, then lets one call through at a time to see whether it is back.
 *
 * <p>Each probe that fails doubles the wait, up to eight times the first. Whoever gets a permit tells how it ended. Safe for use by several
 * threads.
 */
public final class CircuitBreaker {
    private static final int MAX_DOUBLINGS = 3;

    /** Whether calls pass. */
    public enum State {
        /** All calls pass. */
        CLOSED,
        /** No call passes. */
        OPEN,
        /** One call is let through to see. */
        PROBING
    }

    private final int failuresToOpen;
    private final Duration openFor;
    private final LongSupplier nanoClock;

    private State state = State.CLOSED;
    private int failures;
    private int doublings;
    private long openedAt;

    /**
     * @param failuresToOpen failures in a row, 1 or more
     * @param openFor how long it stays open at first
     * @param nanoClock monotonic, in nanoseconds
     */
    public CircuitBreaker(int failuresToOpen, Duration openFor, LongSupplier nanoClock) {
        if (failuresToOpen < 1 || openFor.isNegative() || openFor.isZero()) {
            throw new IllegalArgumentException("a breaker opens after one failure or more, for some time");
        }
        this.failuresToOpen = failuresToOpen;
        this.openFor = openFor;
        this.nanoClock = nanoClock;
    }

    /** Whether a call may be made now; if so, {@link #succeeded} or {@link #failed} must follow. */
    public synchronized boolean permit() {
        return switch (state) {
            case CLOSED -> true;
            case PROBING -> false;
            case OPEN -> {
                if (nanoClock.getAsLong() - openedAt < openFor.toNanos() << doublings) {
                    yield false;
                }
                state = State.PROBING;
                yield true;
            }
        };
    }

    public synchronized void succeeded() {
        state = State.CLOSED;
        failures = 0;
        doublings = 0;
    }

    public synchronized void failed() {
        failures++;
        switch (state) {
            case CLOSED -> {
                if (failures >= failuresToOpen) {
                    open();
                }
            }
            case PROBING -> {
                doublings = Math.min(doublings + 1, MAX_DOUBLINGS);
                open();
            }
            case OPEN -> {
                // A call that was under way when it opened: nothing new.
            }
        }
    }

    public synchronized State state() {
        return state;
    }

    private void open() {
        state = State.OPEN;
        openedAt = nanoClock.getAsLong();
    }
}
