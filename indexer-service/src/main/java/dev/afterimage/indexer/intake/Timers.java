package dev.afterimage.indexer.intake;

import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** Tasks of the worker for later; run by it when they are due. Confined to the worker. */
final class Timers {
    private record Task(long dueMs, long number, Runnable run) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(dueMs, other.dueMs);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final LongSupplier clock;
    private long count;

    /** @param clock milliseconds, steady */
    Timers(LongSupplier clock) {
        this.clock = clock;
    }

    void after(long pauseMs, Runnable run) {
        tasks.add(new Task(clock.getAsLong() + pauseMs, count++, run));
    }

    void runDue() {
        long now = clock.getAsLong();
        for (Task next = tasks.peek(); next != null && next.dueMs() <= now; next = tasks.peek()) {
            tasks.remove().run().run();
        }
    }

    /** Milliseconds until the next task, at most {@code most}. */
    long untilNext(long most) {
        Task next = tasks.peek();
        return next == null ? most : Math.clamp(next.dueMs() - clock.getAsLong(), 0, most);
    }
}
