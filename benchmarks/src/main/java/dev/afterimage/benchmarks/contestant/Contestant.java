package dev.afterimage.benchmarks.contestant;

/** Who is measured. */
public interface Contestant {
    /** Its name in the report. */
    String name();

    /** Starts it on some work; it runs in a process of its own until it is closed. */
    Running start(Work work);

    /** The topic that it parks unreadable records of a topic in. */
    String deadLetters(Work work);

    /** A contestant at work. */
    interface Running extends AutoCloseable {
        long pid();

        /** Ends it in an orderly way. */
        @Override
        void close();
    }
}
