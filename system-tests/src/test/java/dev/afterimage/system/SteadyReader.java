package dev.afterimage.system;

import dev.afterimage.localstack.proof.IndexClient;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Counts the rows with the lowest ids through the readers' alias, all the time, and remembers the smallest count. */
final class SteadyReader implements AutoCloseable {
    private static final long PAUSE = Duration.ofMillis(20).toNanos();

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicLong fewest = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong looks = new AtomicLong();
    private final Future<?> running;
    private volatile boolean stopping;

    SteadyReader(IndexClient index, String alias, long upTo) {
        String query = "{\"query\":{\"range\":{\"id\":{\"lte\":" + upTo + "}}}}";
        this.running = thread.submit(() -> {
            while (!stopping) {
                fewest.accumulateAndGet(index.count(alias, query), Math::min);
                looks.incrementAndGet();
                LockSupport.parkNanos(PAUSE);
            }
            return null;
        });
    }

    /** The smallest count that was seen, once no look is under way. */
    long fewest() throws InterruptedException, ExecutionException {
        stopping = true;
        running.get();
        return fewest.get();
    }

    long looks() {
        return looks.get();
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.shutdown();
        if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
    }
}
