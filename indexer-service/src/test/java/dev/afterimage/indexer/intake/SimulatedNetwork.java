package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.indexer.index.SinkFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Carries requests out and answers back, each some time later and in any order.
 *
 * <p>A request may fail without having been carried out, after it, or before it: then it is carried out when nobody waits for it any more.
 */
final class SimulatedNetwork {
    private final Random random;
    private final List<Runnable> under = new ArrayList<>();
    private int failing;
    private boolean late;

    /**
     * @param failing percent of requests that fail
     * @param late whether a failed request may be carried out after its failure
     */
    SimulatedNetwork(Random random, int failing, boolean late) {
        this.random = random;
        this.failing = failing;
        this.late = late;
    }

    /** From now on every request gets through. */
    void calm() {
        failing = 0;
        late = false;
    }

    boolean idle() {
        return under.isEmpty();
    }

    /** Moves one request or answer, whichever. */
    void step() {
        if (!under.isEmpty()) {
            int chosen = random.nextInt(under.size());
            Runnable next = under.set(chosen, under.getLast());
            under.removeLast();
            next.run();
        }
    }

    CompletableFuture<Void> run(Runnable effect) {
        return call(() -> {
                    effect.run();
                    return true;
                })
                .thenApply(done -> null);
    }

    /** A request that is carried out at once or never, and answered some time later. */
    CompletableFuture<Void> atOnce(Runnable effect) {
        boolean fails = random.nextInt(100) < failing;
        if (!fails || random.nextBoolean()) {
            effect.run();
        }
        CompletableFuture<Void> answer = new CompletableFuture<>();
        under.add(() -> {
            if (fails) {
                answer.completeExceptionally(new SinkFailure(FailureCategory.SINK_UNAVAILABLE, "no answer"));
            } else {
                answer.complete(null);
            }
        });
        return answer;
    }

    <T> CompletableFuture<T> call(Supplier<T> effect) {
        return call(effect, CompletableFuture::failedFuture);
    }

    <T> CompletableFuture<T> call(Supplier<T> effect, Function<SinkFailure, CompletableFuture<T>> failed) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        under.add(() -> {
            if (random.nextInt(100) >= failing) {
                T result = effect.get();
                under.add(() -> answer.complete(result));
                return;
            }
            switch (random.nextInt(late ? 3 : 2)) {
                case 0 -> {}
                case 1 -> carryOut(effect);
                default -> under.add(() -> carryOut(effect));
            }
            under.add(() -> failed.apply(new SinkFailure(FailureCategory.SINK_UNAVAILABLE, "no answer"))
                    .whenComplete((result, error) -> {
                        if (error == null) {
                            answer.complete(result);
                        } else {
                            answer.completeExceptionally(error);
                        }
                    }));
        });
        return answer;
    }

    /** What the request does happens, and its answer is lost. */
    private static <T> void carryOut(Supplier<T> effect) {
        T lost = effect.get();
    }
}
