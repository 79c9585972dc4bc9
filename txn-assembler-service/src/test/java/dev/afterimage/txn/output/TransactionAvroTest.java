package dev.afterimage.txn.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.Piece;
import dev.afterimage.txn.assembly.Progress;
import dev.afterimage.txn.assembly.TransactionKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A document in Avro says what the one in JSON says, to Avro's own reader. */
class TransactionAvroTest {
    private static final int ID = 0x01020304;
    private static final long AT = 1_795_199_227_547L;
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "1.50",
            "-0.0",
            "1e300",
            "12345678901234567890.1200",
            "\"\"",
            "\"quote \\\" back \\\\ tab \\t null \\u0000 ü 漢 😀\"",
            "\"NaN\"",
            "[]",
            "{}",
            "[1,2.50,null,\"ü\",{\"a\":[true]}]",
            "{\"z\": {\"big\":12345678901234567890.12},\"ü\":\"]}\"}");

    private final TransactionAvro avro = new TransactionAvro(ID, TransactionAvroTest::consumed);
    private final TransactionJson json = new TransactionJson(TransactionAvroTest::consumed);

    @Property(tries = 500)
    void aWholeTransactionSaysWhatItSaysInJson(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<byte[]> events = events(random);
        OpenTransaction transaction = transaction(events, random.nextBoolean());
        assertSame(avro.whole(transaction, events), json.whole(transaction, events));
    }

    @Property(tries = 200)
    void aPartSaysWhatItSaysInJson(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<byte[]> events = events(random);
        OpenTransaction transaction = transaction(events, true);
        int number = 1 + random.nextInt(Integer.MAX_VALUE - 1);
        assertSame(avro.part(transaction, number, events), json.part(transaction, number, events));
    }

    @Test
    void aManifestSaysWhatItSaysInJson() throws IOException {
        OpenTransaction transaction = transaction(events(new Random(1)), true);
        transaction.progressed(new Progress(96, 12, new byte[32]));
        assertSame(avro.manifest(transaction), json.manifest(transaction));
    }

    private static void assertSame(byte[] inAvro, byte[] inJson) throws IOException {
        JsonNode expected = AvroAsJson.EXACT.readTree(inJson);
        assertThat(AvroAsJson.read(inAvro, ID)).isEqualTo(expected);
    }

    private static boolean consumed(String collection) {
        return !collection.equals("public.audit");
    }

    private static List<byte[]> events(Random random) {
        List<byte[]> events = new ArrayList<>();
        for (int order = 1; order <= 1 + random.nextInt(5); order++) {
            String event = "{\"collection\":\"public.orders\",\"op\":\"u\",\"key\":" + image(random) + ",\"before\":"
                    + image(random) + ",\"after\":" + image(random) + ",\"unavailable\":"
                    + (random.nextBoolean() ? "[]" : "[\"body\",\"ü\"]") + ",\"totalOrder\":" + order
                    + ",\"topic\":\"shop.public.orders\",\"partition\":3,\"offset\":" + (random.nextLong() >>> 1) + "}";
            events.add(event.getBytes(StandardCharsets.UTF_8));
        }
        return events;
    }

    private static String image(Random random) {
        if (random.nextInt(4) == 0) {
            return "null";
        }
        StringBuilder image = new StringBuilder("{");
        for (int column = random.nextInt(6); column > 0; column--) {
            image.append(image.length() == 1 ? "" : ",")
                    .append("\"c")
                    .append(column)
                    .append(" ü\":")
                    .append(VALUES.get(random.nextInt(VALUES.size())));
        }
        return image.append('}').toString();
    }

    private static OpenTransaction transaction(List<byte[]> events, boolean withOthers) {
        TransactionKey key = new TransactionKey("shop", "773");
        @Nullable OpenTransaction transaction = null;
        for (int i = 0; i < events.size(); i++) {
            Piece.Row row = new Piece.Row(
                    i + 1, "public.orders", 100 + i, withOthers ? 90 : -1, -1, AT, i, "r@" + i, events.get(i));
            if (transaction == null) {
                transaction = new OpenTransaction(key, 0, row, AT, AT);
            }
            transaction.take(row, null);
        }
        OpenTransaction made = Objects.requireNonNull(transaction);
        made.take(new Piece.End(
                "773:200",
                withOthers ? 200 : -1,
                AT,
                events.size(),
                withOthers
                        ? Map.of("public.orders", (long) events.size(), "public.audit", 2L)
                        : Map.of("public.orders", (long) events.size())));
        return made;
    }
}
