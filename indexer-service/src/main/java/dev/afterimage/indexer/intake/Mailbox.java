package dev.afterimage.indexer.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What other threads hand to the worker, in order.
 *
 * <p>Not bounded by itself: records are bounded by the gate that pauses the consumer, answers by what is in flight. Safe for use by several
 * threads.
 */
final class Mailbox {
    private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

    void put(Runnable task) {
        queue.add(task);
    }

    /** Runs what is there; if nothing is, waits for at most {@code waitMs} for something. */
    void runAll(long waitMs) throws InterruptedException {
        Runnable first = queue.poll(waitMs, TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        first.run();
        List<Runnable> more = new ArrayList<>();
        queue.drainTo(more, 64);
        more.forEach(Runnable::run);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }
}
