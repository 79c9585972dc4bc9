package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.Sign;
import java.util.List;

/** Reads one vital sign from the part that has it. Called by one thread at a time. */
interface SignReader {
    Sign sign();

    /**
     * Reads it now; the caller waits only so long, and interrupts.
     *
     * @throws WatchException if the part does not answer
     */
    List<Reading> read() throws InterruptedException;
}
