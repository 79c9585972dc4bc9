package dev.afterimage.indexer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.indexer.document.TableOptions;
import dev.afterimage.indexer.index.catalogue.Generation;
import dev.afterimage.indexer.plan.ParkedMark;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RebuildSinkTest {
    private static final RecordCoordinates AT = new RecordCoordinates("t", 0, 7, 1);
    private static final RecordCoordinates LATER = new RecordCoordinates("t", 0, 9, 1);

    private final SimulatedNetwork network = new SimulatedNetwork(new Random(1), 0, false);
    private final SimulatedSink shared = new SimulatedSink(
            network,
            new Random(1),
            new StoredRows(new SimulatedBroker(new Random(1), List.of(), 1), TableOptions.DEFAULT, true),
            Mutation.NONE,
            1_000_000,
            0);
    private final RebuildSink sink = new RebuildSink(shared, new Generation("i", 2), true);

    @Test
    void floorsOfTheIndexCountForTheGenerationAndAreRaisedForAll() {
        shared.raiseFloor(new Sink.FloorPlace("i", "shop"), 5);
        shared.raiseFloor(new Sink.FloorPlace("other", "shop"), 6);
        sink.raiseFloor(new Sink.FloorPlace("i~2", "shop"), 9);
        run();

        assertThat(shared.floor(new Sink.FloorPlace("i", "shop"))).isEqualTo(9);
        var read = sink.control();
        run();
        assertThat(read.join().floors())
                .containsEntry(new Sink.FloorPlace("i~2", "shop"), 9L)
                .containsEntry(new Sink.FloorPlace("other", "shop"), 6L)
                .doesNotContainKey(new Sink.FloorPlace("other~2", "shop"));
    }

    @Test
    void marksOfTheGroupHoldBackAndOwnOnesStayWithinTheRebuild() {
        shared.markParked("k", new ParkedMark(AT, 5, -1));
        sink.markParked("k", new ParkedMark(LATER, ParkedMark.UNKNOWN, 3));
        sink.completeMark("k", new ParkedMark(LATER, 8, -1));
        run();

        assertThat(marks(sink)).containsExactly(new ParkedMark(AT, 5, -1), new ParkedMark(LATER, 8, 3));
        assertThat(marks(shared)).containsExactly(new ParkedMark(AT, 5, -1));

        sink.unmarkParked("k", LATER);
        sink.unmarkParked("k", AT);
        assertThat(marks(sink)).containsExactly(new ParkedMark(AT, 5, -1));
    }

    private List<ParkedMark> marks(Sink of) {
        var read = of.parked(List.of("k"));
        run();
        return read.join().getFirst();
    }

    private void run() {
        while (!network.idle()) {
            network.step();
        }
    }
}
