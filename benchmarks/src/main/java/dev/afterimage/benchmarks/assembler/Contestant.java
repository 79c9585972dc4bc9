package dev.afterimage.benchmarks.assembler;

/** Who is measured, in a process of its own with a heap of 512 MB. */
interface Contestant {
    /** Its name in the report. */
    String name();

    Running start(Work work);

    /** A contestant at work. */
    interface Running extends AutoCloseable {
        long pid();

        /** Kills it without warning. */
        void kill();

        /** Starts it again over what it has kept. */
        void startAgain();

        @Override
        void close();
    }
}
