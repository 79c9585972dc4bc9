package dev.afterimage.reconciler.doctor;

import dev.afterimage.reconciler.config.WatchProperties;
import dev.afterimage.reconciler.doctor.check.Finding;
import dev.afterimage.reconciler.doctor.check.Severity;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Examines the whole installation, all parts side by side and each for so long at most. Thread-safe; one examination at a time. */
@Singleton
public final class Doctor {
    /** An examination reads more than a look at a vital sign. */
    private static final int TIMES_PATIENCE = 3;

    private final List<Examiner> examiners;
    private final Duration patience;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore turn = new Semaphore(1);

    Doctor(List<Examiner> examiners, WatchProperties properties) {
        this.examiners = List.copyOf(examiners);
        this.patience = properties.patience().multipliedBy(TIMES_PATIENCE);
    }

    /** What was found, the worst first; nothing at all if somebody else's examination does not end in time. */
    public Optional<List<Finding>> examine() throws InterruptedException {
        if (!turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(examineNow());
        } finally {
            turn.release();
        }
    }

    private List<Finding> examineNow() throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        Map<Examiner, Future<List<Finding>>> asked = new LinkedHashMap<>();
        examiners.forEach(examiner -> asked.put(examiner, threads.submit(examiner::examine)));
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<Examiner, Future<List<Finding>>> one : asked.entrySet()) {
            findings.addAll(answer(one.getKey(), one.getValue(), until));
        }
        findings.sort(Finding.WORST_FIRST);
        return findings;
    }

    private List<Finding> answer(Examiner examiner, Future<List<Finding>> asked, long until)
            throws InterruptedException {
        try {
            return asked.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            asked.cancel(true);
            return List.of(unknown(examiner, "it did not answer within " + patience.toSeconds() + " s"));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            boolean ours = cause.getClass().getName().startsWith("dev.afterimage.");
            return List.of(unknown(
                    examiner,
                    ours && cause.getMessage() != null
                            ? cause.getMessage()
                            : cause.getClass().getSimpleName()));
        }
    }

    private static Finding unknown(Examiner examiner, String why) {
        return new Finding(
                Severity.UNKNOWN,
                examiner.part(),
                "",
                "it could not be examined: " + why,
                "bring it back or correct its address and rights, then ask again");
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
