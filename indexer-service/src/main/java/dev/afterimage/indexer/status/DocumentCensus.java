package dev.afterimage.indexer.status;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Document counts for the page and the API: asked only when somebody looks, at most one question an index at a time, each answer good for
 * a few seconds. Thread-safe.
 */
@Singleton
final class DocumentCensus {
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofSeconds(3).toNanos();
    private static final int AT_ONCE = 2;

    private record Question(CompletableFuture<OptionalLong> answer, long asked) {
        boolean good(long now) {
            return !answer.isDone() || now - asked < FRESH_NANOS;
        }
    }

    private final DocumentCounts counts;
    private final Map<String, Question> questions = new ConcurrentHashMap<>();
    private final ExecutorService askers = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofVirtual().name("census-", 0).factory());

    DocumentCensus(DocumentCounts counts) {
        this.counts = counts;
    }

    /** Index to number of documents, for those that answer within the patience of a person. */
    Map<String, Long> of(Set<String> indices) throws InterruptedException {
        long now = System.nanoTime();
        questions.values().removeIf(question -> !question.good(now));
        for (String index : indices) {
            questions.compute(index, (key, before) -> before != null && before.good(now) ? before : ask(key, now));
        }
        Map<String, Long> answers = new HashMap<>();
        for (String index : indices) {
            Question question = questions.get(index);
            if (question != null) {
                long left = Math.max(0, PATIENCE_NANOS - (System.nanoTime() - now));
                answer(question, left).ifPresent(count -> answers.put(index, count));
            }
        }
        return answers;
    }

    private Question ask(String index, long now) {
        return new Question(CompletableFuture.supplyAsync(() -> counts.of(index), askers), now);
    }

    private static OptionalLong answer(Question question, long nanos) throws InterruptedException {
        try {
            return question.answer().get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return OptionalLong.empty();
        }
    }

    @PreDestroy
    void close() {
        askers.shutdownNow();
    }
}
