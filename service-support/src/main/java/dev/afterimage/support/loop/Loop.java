package dev.afterimage.support.loop;

/** Work that goes on until the service ends, on a thread of its own. */
public interface Loop {
    /** Works until {@link #end}; an exception ends the process, so that whoever runs it starts it again. */
    void run();

    /** Asks the loop to finish what it is at and return; from any thread, returns at once. */
    void end();

    /** How it is doing. */
    LoopState state();
}
