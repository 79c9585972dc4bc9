package dev.afterimage.reconciler.run;

import java.time.Duration;

/** Where a run is: told to whoever watches, and stopped at by who wants it to end. */
interface Progress {
    /** The next thing begins. */
    void step(String what);

    /** Rests, unless the service ends. */
    void rest(Duration how) throws InterruptedException;
}
