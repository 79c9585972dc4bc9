package dev.afterimage.indexer.index.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.indexer.index.SearchNode;
import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.indexer.index.control.ParkedKeys.Mark;
import dev.afterimage.indexer.index.control.TruncateFloors.Place;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class ControlIndexIT {
    private final SearchNode node;
    private final String name = SearchNode.freshName() + "-control";
    private final ControlIndex control;

    ControlIndexIT(LocalStack stack) {
        this.node = new SearchNode(stack);
        this.control = new ControlIndex(node.connection(), name);
    }

    @BeforeEach
    void open() throws SinkFailure {
        control.open();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void parkedRecordsOfAKeyAreRememberedUntilTheLastIsGone() throws SinkFailure {
        ParkedKeys parked = new ParkedKeys(control);
        Mark first = new Mark(new RecordCoordinates("t", 0, 7, 1), 70, 60);
        Mark second = new Mark(new RecordCoordinates("t", 0, 9, 2), -1, 65);
        parked.add("k1", first);
        parked.add("k1", second);
        parked.add("k1", first);

        assertThat(parked.of(List.of("k0", "k1"))).containsExactly(List.of(), List.of(first, second));
        parked.remove("k1", new RecordCoordinates("t", 0, 7, 999));
        assertThat(parked.of(List.of("k1"))).containsExactly(List.of(second));
        parked.remove("k1", second.at());
        parked.remove("k1", second.at());
        assertThat(parked.of(List.of("k1"))).containsExactly(List.of());
        parked.add("k1", first);
        assertThat(parked.of(List.of("k1"))).containsExactly(List.of(first));
    }

    @Test
    void floorsOnlyRiseAndBelongToASourceEach() throws SinkFailure {
        TruncateFloors floors = new TruncateFloors(control);
        floors.raise(new Place("shop.public.orders", "a"), 10);
        floors.raise(new Place("shop.public.orders", "a"), 5);
        floors.raise(new Place("shop.public.orders", "b"), Long.MAX_VALUE);

        assertThat(floors.all())
                .isEqualTo(Map.of(
                        new Place("shop.public.orders", "a"),
                        10L,
                        new Place("shop.public.orders", "b"),
                        Long.MAX_VALUE));
    }

    @Test
    void anEpochKeepsItsFirstBeginningInEveryPartition() throws SinkFailure {
        Epochs epochs = new Epochs(control);
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        epochs.open("shop", 2, Map.of(), now.plusSeconds(9));
        epochs.open("shop", 1, Map.of("t-0", 100L), now);
        epochs.open("shop", 1, Map.of("t-0", 90L, "t-1", 50L), now.plusSeconds(5));

        assertThat(epochs.all())
                .isEqualTo(Map.of(
                        "shop",
                        List.of(
                                new Epochs.Opening(1, now, Map.of("t-0", 100L, "t-1", 50L)),
                                new Epochs.Opening(2, now.plusSeconds(9), Map.of()))));
    }

    @Test
    void noChangeOfManyAtOnceIsLost() throws Exception {
        ParkedKeys parked = new ParkedKeys(control);
        int changes = 24;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Void>> tasks = IntStream.range(0, changes)
                    .<Callable<Void>>mapToObj(offset -> () -> {
                        parked.add("hot", new Mark(new RecordCoordinates("t", 0, offset, 0), offset, 0));
                        return null;
                    })
                    .toList();
            for (Future<Void> done : new ArrayList<>(threads.invokeAll(tasks))) {
                done.get();
            }
        }

        assertThat(parked.of(List.of("hot")).getFirst()).hasSize(changes);
    }

    @Test
    void aSecondOpeningChangesNothing() throws SinkFailure {
        TruncateFloors floors = new TruncateFloors(control);
        floors.raise(new Place("i", "s"), 1);
        control.open();

        assertThat(floors.all()).hasSize(1);
    }

    @Test
    void aVanishedControlIndexIsToldAndNotMadeByAWrite() {
        node.status("DELETE", "/" + name);

        assertThatThrownBy(() -> new ParkedKeys(control).add("k", new Mark(new RecordCoordinates("t", 0, 1, 0), 1, 0)))
                .isInstanceOfSatisfying(SinkFailure.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.INDEX_UNAVAILABLE));
        assertThatThrownBy(() -> new ParkedKeys(control).of(List.of("k")))
                .isInstanceOfSatisfying(SinkFailure.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.INDEX_UNAVAILABLE));
        assertThat(node.status("HEAD", "/" + name)).isEqualTo(404);
    }
}
