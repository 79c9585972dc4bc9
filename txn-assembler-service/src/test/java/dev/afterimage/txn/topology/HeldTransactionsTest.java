package dev.afterimage.txn.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.Piece;
import dev.afterimage.txn.assembly.Progress;
import dev.afterimage.txn.assembly.StateCodec;
import dev.afterimage.txn.assembly.TransactionKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What is held is what would be stored, whenever it is written, dropped or lost. */
class HeldTransactionsTest {
    private static final long AT = 1_795_199_227_547L;

    private final HeapStore open = new HeapStore();
    private final HeapStore events = new HeapStore();

    @Test
    void oneThatLeavesBeforeTheCommitReachesNoStore() {
        HeldTransactions held = held(100_000);
        OpenTransaction one = begun(held, key(1), 0);
        row(held, one, 1, "a");
        row(held, one, 2, "b");
        assertThat(shown(held, one)).containsExactly("a", "b");
        held.forget(one);
        held.write();
        assertThat(open.writes() + events.writes()).isZero();
        assertThat(held.bytes()).isZero();
    }

    @Test
    void oneThatIsWrittenOnceIsNotWrittenAgainUntilItChanges() {
        HeldTransactions held = held(100_000);
        OpenTransaction one = begun(held, key(1), 0);
        row(held, one, 1, "a");
        held.write();
        held.write();
        assertThat(open.writes()).isEqualTo(1);
        assertThat(events.writes()).isEqualTo(1);
        row(held, one, 2, "b");
        held.write();
        assertThat(open.writes()).isEqualTo(2);
        assertThat(events.writes()).isEqualTo(2);
    }

    @Test
    void moreThanTheLimitIsLeftToTheStoresAndTheHeapStaysBounded() {
        HeldTransactions held = held(20_000);
        for (int number = 0; number < 100; number++) {
            OpenTransaction one = begun(held, key(number), 0);
            row(held, one, 1, "x".repeat(1_000));
            assertThat(held.bytes()).isLessThan(23_000);
        }
        OpenTransaction giant = begun(held, key(1_000), 0);
        for (int order = 1; order <= 100; order++) {
            row(held, giant, order, "x".repeat(1_000));
            assertThat(held.bytes()).isLessThan(23_000);
        }
        held.write();
        assertThat(open.size()).isEqualTo(101);
        assertThat(events.size()).isEqualTo(200);
        assertThat(shown(held, giant)).hasSize(100);
    }

    /** What a model of plain maps knows. */
    private record Modelled(OpenTransaction transaction, SortedMap<Long, String> events) {
        Modelled copy() {
            return new Modelled(
                    StateCodec.readOpen(transaction.key(), transaction.serial(), StateCodec.write(transaction)),
                    new TreeMap<>(events));
        }
    }

    @Property(tries = 300)
    void itIsWhatAModelSaysWheneverItIsWrittenAndWhereverItIsKilled(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 30_000) int mostBytes) {
        Random random = new Random(seed);
        HeapStore openStore = new HeapStore();
        HeapStore eventStore = new HeapStore();
        TransactionStores stores = new TransactionStores(openStore, eventStore);
        HeldTransactions held = new HeldTransactions(stores, mostBytes);
        TreeMap<String, Modelled> model = new TreeMap<>();
        TreeMap<String, Modelled> committed = new TreeMap<>();
        for (int step = 0; step < 150; step++) {
            TransactionKey key = key(random.nextInt(6));
            List<OpenTransaction> there = held.open(key);
            assertThat(there.stream().map(HeldTransactionsTest::name))
                    .containsExactlyElementsOf(model.keySet().stream()
                            .filter(name -> name.startsWith(key + "#"))
                            .toList());
            switch (random.nextInt(10)) {
                case 0 -> {
                    held.write();
                    openStore.commit();
                    eventStore.commit();
                    committed = copy(model);
                }
                case 1 -> {
                    openStore.backToTheCommit();
                    eventStore.backToTheCommit();
                    held = new HeldTransactions(stores, mostBytes);
                    held.forEach(one -> {});
                    model = copy(committed);
                }
                case 2, 3 -> {
                    if (!there.isEmpty()) {
                        leave(held, there.get(random.nextInt(there.size())), model, random.nextBoolean());
                    }
                }
                default -> {
                    boolean another = there.isEmpty() || random.nextInt(12) == 0;
                    OpenTransaction one = another
                            ? begun(
                                    held,
                                    key,
                                    there.isEmpty() ? 0 : there.getLast().serial() + 1)
                            : there.get(random.nextInt(there.size()));
                    if (another) {
                        model.put(
                                name(one),
                                new Modelled(new OpenTransaction(key, one.serial(), begin(), AT, AT), new TreeMap<>()));
                    }
                    Modelled modelled = Objects.requireNonNull(model.get(name(one)));
                    long order = 1 + random.nextInt(40);
                    Long known = held.fingerprint(one, order);
                    assertThat(known).isEqualTo(modelled.events.containsKey(order) ? Long.valueOf(order) : null);
                    if (known == null) {
                        String text = "x".repeat(random.nextInt(400));
                        row(held, one, order, text);
                        modelled.transaction.take(row(order, text), null);
                        modelled.events.put(order, text);
                    } else {
                        held.save(one);
                    }
                    assertThat(StateCodec.write(one)).isEqualTo(StateCodec.write(modelled.transaction));
                }
            }
        }
        held.write();
        assertThat(openStore.size()).isEqualTo(model.size());
        assertThat(eventStore.size())
                .isEqualTo(model.values().stream()
                        .mapToInt(one -> one.events.size())
                        .sum());
        for (Modelled one : model.values()) {
            assertThat(shown(held, one.transaction)).containsExactlyElementsOf(one.events.values());
        }
    }

    /** At once, or as one that leaves in parts of which some have left. */
    private static void leave(
            HeldTransactions held, OpenTransaction one, TreeMap<String, Modelled> model, boolean inParts) {
        Modelled gone = Objects.requireNonNull(model.remove(name(one)));
        if (inParts) {
            List<String> left = new ArrayList<>();
            List<Long> orders = new ArrayList<>();
            held.events(one, 0, (order, event) -> {
                left.add(new String(event, StandardCharsets.UTF_8));
                orders.add(order);
                return left.size() < 5;
            });
            assertThat(left)
                    .containsExactlyElementsOf(
                            gone.events.values().stream().limit(5).toList());
            orders.forEach(order -> held.forgetEvent(one, order));
            one.progressed(new Progress(orders.isEmpty() ? 0 : orders.getLast() + 1, 1, new byte[32]));
            held.save(one);
        } else {
            assertThat(shown(held, one)).containsExactlyElementsOf(gone.events.values());
        }
        held.forget(one);
    }

    private static TreeMap<String, Modelled> copy(TreeMap<String, Modelled> model) {
        TreeMap<String, Modelled> copy = new TreeMap<>();
        model.forEach((name, one) -> copy.put(name, one.copy()));
        return copy;
    }

    private HeldTransactions held(long mostBytes) {
        return new HeldTransactions(new TransactionStores(open, events), mostBytes);
    }

    private static OpenTransaction begun(HeldTransactions held, TransactionKey key, long serial) {
        OpenTransaction one = new OpenTransaction(key, serial, begin(), AT, AT);
        held.begin(one);
        held.save(one);
        return one;
    }

    private static Piece.Begin begin() {
        return new Piece.Begin(7, AT);
    }

    private static void row(HeldTransactions held, OpenTransaction one, long order, String text) {
        Piece.Row row = row(order, text);
        one.take(row, null);
        held.put(one, row);
        held.save(one);
    }

    private static Piece.Row row(long order, String text) {
        return new Piece.Row(
                order, "public.orders", order, -1, -1, AT, order, "r@1", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> shown(HeldTransactions held, OpenTransaction one) {
        List<String> shown = new ArrayList<>();
        held.events(one, (event, order) -> shown.add(new String(event, StandardCharsets.UTF_8)));
        return shown;
    }

    private static TransactionKey key(int number) {
        return new TransactionKey("shop", Integer.toString(number));
    }

    private static String name(OpenTransaction one) {
        return one.key() + "#" + one.serial();
    }
}
