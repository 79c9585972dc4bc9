package dev.afterimage.txn.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Random transactions, their pieces in any order, some twice, some lost. */
class AssemblerPropertyTest {
    private static final List<String> TABLES = List.of("public.a", "public.b", "public.c");
    private static final long NOON = 1_700_000_000_000L;

    private record Sent(SourceTransaction of, Piece piece) {}

    @Property
    void eachLeavesOnceAndWholeOrIsReportedNeverBothNeverMixed(
            @ForAll long seed,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 8) Integer> sizes,
            @ForAll @IntRange(min = 0, max = 3) int losses) {
        Random random = new Random(seed);
        List<SourceTransaction> transactions = transactions(sizes, random);
        List<Sent> sent = new ArrayList<>();
        transactions.forEach(one -> one.pieces().forEach(piece -> sent.add(new Sent(one, piece))));
        Collections.shuffle(sent, random);
        Set<SourceTransaction> damaged = new HashSet<>();
        for (int i = 0; i < losses && !sent.isEmpty(); i++) {
            Sent lost = sent.remove(random.nextInt(sent.size()));
            if (!(lost.piece() instanceof Piece.Begin)) {
                damaged.add(lost.of());
            }
        }
        int again = random.nextInt(10);
        for (int i = 0; i < again && !sent.isEmpty(); i++) {
            sent.add(random.nextInt(sent.size() + 1), sent.get(random.nextInt(sent.size())));
        }
        HeapMemory memory = new HeapMemory();
        Assembler assembler = new Assembler(memory, table -> true);
        Map<SourceTransaction, Integer> left = new HashMap<>();
        int late = 0;
        for (Sent one : sent) {
            Offered offered = assembler.offer(one.of().key(), one.piece(), NOON, NOON);
            assertThat(offered.displaced()).isNull();
            OpenTransaction ready = offered.transaction();
            if (offered.fate() == Offered.Fate.LATE) {
                late++;
            }
            if (ready != null && ready.phase() == Phase.READY) {
                assertThat(memory.eventsOf(ready).values().stream()
                                .map(row -> new String(row.json(), StandardCharsets.UTF_8)))
                        .containsExactlyElementsOf(rowsOf(one.of()));
                left.merge(one.of(), 1, Integer::sum);
                memory.depart(ready, NOON);
            }
        }
        assertThat(late).isZero();
        Set<SourceTransaction> whole = new HashSet<>(transactions);
        whole.removeAll(damaged);
        assertThat(left.keySet()).isEqualTo(whole);
        assertThat(left.values()).allMatch(times -> times == 1);
        for (OpenTransaction open : memory.all()) {
            assertThat(damaged).anyMatch(one -> one.key().equals(open.key()));
            assertThat(ProbableCause.of(open, table -> true))
                    .isEqualTo(
                            open.end() == null
                                    ? ProbableCause.END_MISSING
                                    : open.missing(table -> true).keySet().stream()
                                                    .allMatch(open.counts()::containsKey)
                                            ? ProbableCause.EVENTS_MISSING
                                            : ProbableCause.COLLECTION_MISSING);
        }
    }

    @Property
    void theSameNumberAfterHoursNeverMixesTheTwo(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int size) {
        Random random = new Random(seed);
        SourceTransaction first = SourceTransaction.of(7, 1000, NOON, tables(size, random));
        SourceTransaction second = SourceTransaction.of(7, 90_000, NOON + 5 * 3_600_000L, tables(size, random));
        HeapMemory memory = new HeapMemory();
        Assembler assembler = new Assembler(memory, table -> true);
        List<String> emitted = new ArrayList<>();
        boolean cut = random.nextBoolean();
        for (SourceTransaction one : List.of(first, second)) {
            List<Piece> pieces = new ArrayList<>(one.pieces());
            Collections.shuffle(pieces, random);
            if (cut && one.equals(first)) {
                pieces.removeIf(piece -> piece instanceof Piece.End);
            }
            for (Piece piece : pieces) {
                OpenTransaction taken =
                        assembler.offer(one.key(), piece, one.at(), one.at()).transaction();
                if (taken != null && taken.phase() == Phase.READY) {
                    memory.eventsOf(taken)
                            .values()
                            .forEach(row -> emitted.add(new String(row.json(), StandardCharsets.UTF_8)));
                    memory.depart(taken, one.at());
                }
            }
        }
        List<String> expected = new ArrayList<>();
        if (!cut) {
            expected.addAll(rowsOf(first));
        }
        expected.addAll(rowsOf(second));
        assertThat(emitted).isEqualTo(expected);
        assertThat(memory.all()).hasSize(cut ? 1 : 0).allMatch(one -> one.cause() == ProbableCause.NUMBER_REUSED);
    }

    private static List<SourceTransaction> transactions(List<Integer> sizes, Random random) {
        List<SourceTransaction> transactions = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            transactions.add(SourceTransaction.of(700 + i, 1000L * (i + 1), NOON + i, tables(sizes.get(i), random)));
        }
        return transactions;
    }

    private static List<String> tables(int size, Random random) {
        return random.ints(size, 0, TABLES.size()).mapToObj(TABLES::get).toList();
    }

    private static List<String> rowsOf(SourceTransaction one) {
        List<String> rows = new ArrayList<>();
        for (int order = 1; order <= one.tables().size(); order++) {
            rows.add(new String(one.row(order).json(), StandardCharsets.UTF_8));
        }
        return rows;
    }
}
