package dev.afterimage.indexer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.indexer.index.control.ParkedKeys.Mark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MarkBatchesTest {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final List<Set<String>> requests = new ArrayList<>();
    private boolean failing;
    private final MarkBatches batches = new MarkBatches(this::keep, tasks::addLast);

    private final Set<String> refused = new HashSet<>();

    private Map<String, SinkFailure> keep(Map<String, Mark> marks) throws SinkFailure {
        requests.add(Set.copyOf(marks.keySet()));
        if (failing) {
            throw new SinkFailure(FailureCategory.SINK_UNAVAILABLE, "away");
        }
        Map<String, SinkFailure> failed = new HashMap<>();
        refused.forEach(key -> failed.put(key, new SinkFailure(FailureCategory.SINK_THROTTLED, "too much")));
        return failed;
    }

    @Test
    void whatComesMeanwhileGoesTogether() {
        List<CompletableFuture<Void>> all = List.of(add("a", 1), add("b", 2), add("c", 3));

        run();

        assertThat(requests).containsExactly(Set.of("a", "b", "c"));
        assertThat(all).allMatch(CompletableFuture::isDone);
    }

    @Test
    void aSecondMarkOfAKeyComesAfterTheFirst() {
        add("a", 1);
        CompletableFuture<Void> second = add("a", 2);
        add("b", 3);

        run();

        assertThat(requests).containsExactly(Set.of("a", "b"), Set.of("a"));
        assertThat(second).isCompleted();
    }

    @Test
    void aRefusedRequestFailsEachOfItsMarksAndTheNextIsTried() {
        failing = true;
        CompletableFuture<Void> first = add("a", 1);
        run();
        failing = false;
        CompletableFuture<Void> again = add("a", 1);
        run();

        assertThat(first).isCompletedExceptionally();
        assertThat(again).isCompleted();
    }

    @Test
    void oneRefusedMarkFailsAlone() {
        refused.add("b");
        CompletableFuture<Void> a = add("a", 1);
        CompletableFuture<Void> b = add("b", 2);
        CompletableFuture<Void> c = add("c", 3);

        run();

        assertThat(List.of(a, c)).allMatch(one -> one.isDone() && !one.isCompletedExceptionally());
        assertThat(b).isCompletedExceptionally();
    }

    private CompletableFuture<Void> add(String key, long offset) {
        return batches.add(key, new Mark(new RecordCoordinates("t", 0, offset, 0), -1, -1));
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.removeFirst().run();
        }
    }
}
