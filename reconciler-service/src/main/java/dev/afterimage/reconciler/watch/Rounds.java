package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.watch.judge.Level;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.Words;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads all vital signs side by side, each with the same patience, so that a part that is dead hides none of the others. A reader that is still
 * at it is not asked again before it has come to an end.
 */
final class Rounds implements AutoCloseable {
    private final List<SignReader> readers;
    private final Board board;
    private final Duration patience;
    private final Clock clock;
    private final Map<SignReader, Thread> threads = new ConcurrentHashMap<>();

    Rounds(List<SignReader> readers, Board board, Duration patience, Clock clock) {
        this.readers = List.copyOf(readers);
        this.board = board;
        this.patience = patience;
        this.clock = clock;
    }

    /** One look at everything; takes up to the patience. */
    boolean round() throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        Map<SignReader, Future<List<Reading>>> asked = new HashMap<>();
        List<SignReader> stuck = new ArrayList<>();
        for (SignReader reader : readers) {
            Thread before = threads.get(reader);
            if (before != null && before.isAlive()) {
                stuck.add(reader);
            } else {
                FutureTask<List<Reading>> task = new FutureTask<>(reader::read);
                threads.put(
                        reader,
                        Thread.ofVirtual().name("watch-" + reader.sign().word()).start(task));
                asked.put(reader, task);
            }
        }
        stuck.forEach(reader -> put(reader, List.of(unknown(reader, "it has not answered since an earlier look"))));
        for (Map.Entry<SignReader, Future<List<Reading>>> one : asked.entrySet()) {
            put(one.getKey(), answer(one.getKey(), one.getValue(), until));
        }
        return false;
    }

    private List<Reading> answer(SignReader reader, Future<List<Reading>> asked, long until)
            throws InterruptedException {
        try {
            return asked.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            asked.cancel(true);
            return List.of(unknown(reader, "it did not answer within " + Words.time(patience)));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return List.of(unknown(reader, why(cause)));
        }
    }

    /** Only messages of ours are told: others may quote a value. */
    private static String why(Throwable cause) {
        boolean ours = cause.getClass().getName().startsWith("dev.afterimage.");
        return ours && cause.getMessage() != null
                ? cause.getMessage()
                : "reading it failed: " + cause.getClass().getSimpleName();
    }

    private static Reading unknown(SignReader reader, String why) {
        return Reading.of(
                reader.sign(), "", Level.UNKNOWN, why, "bring back the part that is asked, or correct its address");
    }

    private void put(SignReader reader, List<Reading> readings) {
        board.put(reader.sign(), readings, clock.instant());
    }

    @Override
    public void close() {
        threads.values().forEach(Thread::interrupt);
    }
}
