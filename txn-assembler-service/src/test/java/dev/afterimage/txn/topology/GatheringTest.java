package dev.afterimage.txn.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.txn.assembly.Piece;
import dev.afterimage.txn.assembly.PieceCodec;
import dev.afterimage.txn.assembly.TransactionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private final Map<String, List<Long>> sent = new TreeMap<>();
    private final List<Long> times = new ArrayList<>();
    private int records;
    private int bytes;
    private int largest;

    private final Gathering gathering = new Gathering((key, pieces) -> {
        records++;
        times.add(pieces.lastMs());
        bytes += pieces.size();
        largest = Math.max(largest, pieces.value().length);
        for (Piece piece : PieceCodec.readAll(pieces.value())) {
            sent.computeIfAbsent(key.text(), _ -> new ArrayList<>()).add(((Piece.Row) piece).order());
        }
    });

    @Test
    void piecesOfOneTransactionTravelAsOneRecordWithTheLatestTime() {
        gathering.add(key(1), row(1, 10), 5);
        gathering.add(key(2), row(1, 10), 6);
        gathering.add(key(1), row(2, 10), 4);
        assertThat(records).isZero();
        gathering.sendAll();
        assertThat(sent).isEqualTo(Map.of("shop/1", List.of(1L, 2L), "shop/2", List.of(1L)));
        assertThat(times).containsExactly(5L, 6L);
        gathering.sendAll();
        assertThat(records).as("nothing goes twice").isEqualTo(2);
    }

    @Property(tries = 50)
    void everyPieceIsSentOnceInItsTransactionsOrderAndWhatIsHeldBackIsBounded(@ForAll long seed) {
        sent.clear();
        bytes = 0;
        largest = 0;
        Random random = new Random(seed);
        int transactions = 1 + random.nextInt(500);
        int largestPiece = 1 + random.nextInt(5_000);
        Map<String, List<Long>> expected = new TreeMap<>();
        int given = 0;
        for (int i = 1; i <= 1_500; i++) {
            TransactionKey key = key(random.nextInt(transactions));
            int size = random.nextInt(largestPiece);
            gathering.add(key, row(i, size), i);
            given += size;
            expected.computeIfAbsent(key.text(), _ -> new ArrayList<>()).add((long) i);
            assertThat(given - bytes).isLessThanOrEqualTo(Gathering.MOST + largestPiece);
        }
        gathering.sendAll();
        assertThat(sent).isEqualTo(expected);
        int all = records;
        gathering.add(key(0), row(1, 0), 1);
        gathering.sendAll();
        assertThat(records).as("however small and however late").isEqualTo(all + 1);
        assertThat(largest).isLessThan(Gathering.MOST_OF_ONE + largestPiece + 200);
    }

    private static TransactionKey key(int number) {
        return new TransactionKey("shop", Integer.toString(number));
    }

    private static Piece.Row row(long order, int size) {
        return new Piece.Row(order, "public.orders", order, -1, -1, 0, order, "r@1", new byte[size]);
    }
}
