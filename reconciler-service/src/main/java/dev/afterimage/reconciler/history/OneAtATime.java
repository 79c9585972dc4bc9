package dev.afterimage.reconciler.history;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Lets one instance of all work at a time: the lock is the database session's, and goes with it when the instance dies. Thread-safe. */
@Singleton
public final class OneAtATime {
    /** Any number that no other program of this database uses: "afterimg" in ASCII. */
    private static final long LOCK = 0x6166746572696d67L;

    private final Store store;

    OneAtATime(Store store) {
        this.store = store;
    }

    /** The right to work, until it is closed. */
    public static final class Turn implements AutoCloseable {
        private final Handle handle;

        private Turn(Handle handle) {
            this.handle = handle;
        }

        @Override
        public void close() {
            try (handle) {
                handle.execute("select pg_advisory_unlock(?)", LOCK);
            }
        }
    }

    /** The turn, if nobody else has it. */
    public Optional<Turn> take() {
        Handle handle = store.open();
        try {
            boolean mine = handle.select("select pg_try_advisory_lock(?)", LOCK)
                    .mapTo(Boolean.class)
                    .one();
            if (mine) {
                return Optional.of(new Turn(handle));
            }
            handle.close();
            return Optional.empty();
        } catch (RuntimeException e) {
            handle.close();
            throw e;
        }
    }
}
