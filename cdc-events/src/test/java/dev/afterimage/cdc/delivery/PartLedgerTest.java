package dev.afterimage.cdc.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PartLedgerTest {
    private final PartLedger ledger = new PartLedger();

    @Test
    void aWholeTransactionIsAppliedAtOnce() throws EventFailure {
        assertThat(act(bytes("{\"id\":\"7:1\",\"source\":\"shop\",\"events\":[{\"id\":3,\"part\":1}]}"), 0))
                .isEqualTo(Step.Action.APPLY);
        assertThat(ledger.safeOffset(1)).isEqualTo(1);
    }

    @Test
    void partsAreKeptAndAppliedWithTheirManifest() throws EventFailure {
        byte[] one = part("7:1", 1, "1");
        byte[] two = part("7:1", 2, "2");
        assertThat(act(one, 5)).isEqualTo(Step.Action.KEEP);
        assertThat(act(two, 6)).isEqualTo(Step.Action.KEEP);
        assertThat(ledger.safeOffset(7)).isEqualTo(5);
        assertThat(act(manifest("7:1", one, two), 7)).isEqualTo(Step.Action.APPLY_KEPT);
        assertThat(ledger.safeOffset(8)).isEqualTo(8);
    }

    @Test
    void aPartThatIsLackingMakesAllOfThemInvalid() throws EventFailure {
        byte[] one = part("7:1", 1, "1");
        byte[] two = part("7:1", 2, "2");
        byte[] three = part("7:1", 3, "3");
        act(one, 0);
        assertThat(act(three, 1)).isEqualTo(Step.Action.REFUSE);
        assertThat(act(manifest("7:1", one, two, three), 2)).isEqualTo(Step.Action.REFUSE);
    }

    @Test
    void otherPartsThanThoseOfTheManifestAreInvalid() throws EventFailure {
        act(part("7:1", 1, "1"), 0);
        assertThat(act(manifest("7:1", part("7:1", 1, "2")), 1)).isEqualTo(Step.Action.REFUSE);
    }

    @Test
    void aManifestWithFewerOrMorePartsThanCameIsInvalid() throws EventFailure {
        byte[] one = part("7:1", 1, "1");
        act(one, 0);
        assertThat(act(manifest("7:1", one, part("7:1", 2, "2")), 1)).isEqualTo(Step.Action.REFUSE);
        assertThat(act(manifest("8:1", one), 2)).isEqualTo(Step.Action.REFUSE);
    }

    @Test
    void partsWithoutAManifestAreGivenUpAndNamed() throws EventFailure {
        ledger.take(part("7:1", 1, "1"), 0, 1_000);
        ledger.take(part("8:1", 1, "1"), 1, 5_000);
        assertThat(ledger.abandon(1_000)).isEmpty();
        assertThat(ledger.abandon(2_000)).containsExactly(new PartLedger.Name("shop", "7:1"));
        assertThat(ledger.safeOffset(2)).isEqualTo(1);
    }

    @Test
    void aPartOneBeginsAnew() throws EventFailure {
        byte[] one = part("7:1", 1, "1");
        act(one, 0);
        act(part("7:1", 2, "2"), 1);
        assertThat(act(one, 2)).isEqualTo(Step.Action.KEEP);
        assertThat(ledger.safeOffset(3)).isEqualTo(2);
        assertThat(act(manifest("7:1", one), 3)).isEqualTo(Step.Action.APPLY_KEPT);
    }

    @Test
    void whatIsNoDocumentOfATransactionIsRefusedAndChangesNothing() throws EventFailure {
        act(part("7:1", 1, "1"), 0);
        for (String wrong : List.of(
                "",
                "[]",
                "{}",
                "{\"id\":\"7:1\",\"source\":\"shop\"}",
                "{\"id\":\"7:1\",\"source\":\"shop\",\"parts\":1}",
                "{\"id\":\"7:1\",\"source\":\"shop\",\"part\":2,\"events\":[]",
                "{\"id\":\"7:1\",\"source\":\"shop\",\"events\":[]}x")) {
            assertThatThrownBy(() -> act(bytes(wrong), 1)).as(wrong).isInstanceOf(EventFailure.class);
        }
        assertThat(ledger.safeOffset(2)).isZero();
    }

    @Test
    void documentsInAvroAreTakenByTheirSchemaAsThoseInJsonAre() throws EventFailure {
        PartLedger both = new PartLedger(AvroWritten.REGISTRY);
        byte[] one = AvroWritten.part("7:1", 1);
        byte[] two = AvroWritten.part("7:1", 2);
        assertThat(both.take(one, 0, 0).action()).isEqualTo(Step.Action.KEEP);
        assertThat(both.take(part("8:1", 1, "1"), 1, 1).action()).isEqualTo(Step.Action.KEEP);
        assertThat(both.take(AvroWritten.whole("9:1"), 2, 2))
                .isEqualTo(new Step(Step.Action.APPLY, new Delivered.Whole("shop", "9:1"), null));
        assertThat(both.take(two, 3, 3).delivered()).isEqualTo(new Delivered.Part("shop", "7:1", 2));
        assertThat(both.safeOffset(4)).isZero();
        assertThat(both.take(AvroWritten.manifest("7:1", one, two), 4, 4).action())
                .isEqualTo(Step.Action.APPLY_KEPT);
        assertThat(both.safeOffset(5)).isEqualTo(1);
    }

    /** As when the service is told to write another form while a large transaction leaves. */
    @Test
    void aTransactionWhosePartsAreOfBothFormsIsValidWithItsManifest() throws EventFailure {
        PartLedger both = new PartLedger(AvroWritten.REGISTRY);
        byte[] one = part("7:1", 1, "1");
        byte[] two = AvroWritten.part("7:1", 2);
        both.take(one, 0, 0);
        both.take(two, 1, 1);
        assertThat(both.take(AvroWritten.manifest("7:1", one, two), 2, 2).action())
                .isEqualTo(Step.Action.APPLY_KEPT);
    }

    @Test
    void anAvroDocumentIsTakenAgainWhenTheRegistryIsBack() throws EventFailure {
        boolean[] away = {true};
        PartLedger both = new PartLedger(id -> {
            if (away[0]) {
                throw new EventFailure(FailureCategory.SCHEMA_UNAVAILABLE, "away");
            }
            return AvroWritten.REGISTRY.schema(id);
        });
        byte[] one = AvroWritten.part("7:1", 1);
        assertThatThrownBy(() -> both.take(one, 0, 0))
                .isInstanceOfSatisfying(EventFailure.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.SCHEMA_UNAVAILABLE));
        assertThat(both.safeOffset(0)).isZero();
        away[0] = false;
        assertThat(both.take(one, 0, 0).action()).isEqualTo(Step.Action.KEEP);
    }

    @Property(tries = 500)
    void anAvroDocumentThatIsCutOffOrGoesOnIsMalformed(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] good = random.nextBoolean() ? AvroWritten.whole("9:1") : AvroWritten.manifest("9:1");
        int length = random.nextInt(good.length + 4);
        byte[] other = Arrays.copyOf(good, length == good.length ? length + 1 : length);
        assertThatThrownBy(() -> new PartLedger(AvroWritten.REGISTRY).take(other, 0, 0))
                .isInstanceOfSatisfying(EventFailure.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.MALFORMED));
    }

    /** Transactions in parts, interleaved, some cut off before their manifest: the others are all applied, those never. */
    @Property(tries = 300)
    void interleavedTransactionsAreAllOrNothing(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int transactions)
            throws EventFailure {
        Random random = new Random(seed);
        List<List<byte[]>> streams = new ArrayList<>();
        List<String> finished = new ArrayList<>();
        for (int t = 0; t < transactions; t++) {
            String id = t + ":1";
            List<byte[]> stream = new ArrayList<>();
            for (int p = 1; p <= 1 + random.nextInt(5); p++) {
                stream.add(part(id, p, Integer.toString(random.nextInt())));
            }
            if (random.nextBoolean()) {
                stream.add(manifest(id, stream.toArray(new byte[0][])));
                finished.add(id);
            }
            streams.add(stream);
        }
        List<String> applied = new ArrayList<>();
        PartLedger interleaved = new PartLedger();
        for (long offset = 0; streams.stream().anyMatch(stream -> !stream.isEmpty()); offset++) {
            List<List<byte[]>> left =
                    streams.stream().filter(stream -> !stream.isEmpty()).toList();
            Step step = interleaved.take(left.get(random.nextInt(left.size())).removeFirst(), offset, offset);
            assertThat(step.action()).isIn(Step.Action.KEEP, Step.Action.APPLY_KEPT);
            if (step.action() == Step.Action.APPLY_KEPT) {
                applied.add(step.delivered().id());
            }
        }
        assertThat(applied).containsExactlyInAnyOrderElementsOf(finished);
        assertThat(interleaved.abandon(Long.MAX_VALUE)).hasSize(transactions - finished.size());
    }

    private Step.Action act(byte[] value, long offset) throws EventFailure {
        return ledger.take(value, offset, offset).action();
    }

    private static byte[] part(String id, int number, String event) {
        return bytes("{\"id\":\"" + id + "\",\"source\":\"shop\",\"part\":" + number + ",\"events\":[" + event + "]}");
    }

    private static byte[] manifest(String id, byte[]... parts) {
        byte[] checksum = PartChecksum.ofNone();
        for (byte[] part : parts) {
            checksum = PartChecksum.extended(checksum, part);
        }
        return bytes("{\"id\":\"" + id + "\",\"source\":\"shop\",\"parts\":" + parts.length + ",\"checksum\":\""
                + PartChecksum.text(checksum) + "\"}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
