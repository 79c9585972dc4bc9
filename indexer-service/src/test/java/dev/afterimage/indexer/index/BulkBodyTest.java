package dev.afterimage.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BulkBodyTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    record Item(String index, String id, @Nullable String routing, long version, String value) {
        String document() throws IOException {
            return JACKSON.writeValueAsString(JACKSON.createObjectNode().put("value", value));
        }
    }

    @Property(tries = 500)
    void everyItemReadsBackAsWrittenWhateverTheIdsHold(@ForAll("items") List<Item> items) throws IOException {
        assertThat(read(bodyOf(items))).isEqualTo(items);
    }

    /** No text of an id, an index or a routing ends its string, its line or its action; nor does a line break in a document. */
    @Property(tries = 500)
    void nothingForgesAnActionLine(
            @ForAll("hostileTexts") String index,
            @ForAll("hostileTexts") String id,
            @ForAll("hostileTexts") String routing,
            @ForAll("documents") String document)
            throws IOException {
        BulkBody body = new BulkBody(0);
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        body.add(index, id, routing, 3, bytes, 0, bytes.length);
        body.delete(index, id, routing, 4);

        List<String> lines = lines(body);

        assertThat(lines).hasSize(3);
        assertAction(lines.get(0), "index", index, id, routing, 3);
        assertThat(JACKSON.readTree(lines.get(1))).isEqualTo(JACKSON.readTree(document));
        assertAction(lines.get(2), "delete", index, id, routing, 4);
        assertThat(body.sizeOf(0) + body.sizeOf(1)).isEqualTo(body.size());
    }

    private static void assertAction(String line, String action, String index, String id, String routing, long version)
            throws IOException {
        assertThat(JACKSON.readTree(line))
                .isEqualTo(JACKSON.createObjectNode()
                        .set(
                                action,
                                JACKSON.createObjectNode()
                                        .put("_index", index + ".write")
                                        .put("version_type", "external_gte")
                                        .put("_id", id)
                                        .put("version", (int) version)
                                        .put("routing", routing)));
    }

    @Provide
    static Arbitrary<String> hostileTexts() {
        return Arbitraries.oneOf(
                        Arbitraries.strings()
                                .withChars("\"\\\n\r\u0000\u001f\u007f{}:,é\u2028a")
                                .ofMaxLength(12),
                        Arbitraries.strings().all().ofMaxLength(12),
                        Arbitraries.just("\"}}\n{\"delete\":{\"_index\":\"i\",\"_id\":\"1\"}}\n"))
                .filter(text -> !text.isEmpty() && expressible(text));
    }

    @Provide
    static Arbitrary<String> documents() {
        return Arbitraries.of(
                "{}",
                "{\"a\":\"\\n\\\"}}\\n{\\\"delete\\\":{}}\"}",
                "{\n\"a\" :\r\n [ 1 ,\n 2 ] }",
                "{\"a\":\"\u2028\"}");
    }

    @Property(tries = 300)
    void aSubsetHoldsExactlyTheItemsAskedFor(@ForAll("items") List<Item> items, @ForAll long seed) throws IOException {
        int[] chosen =
                new Random(seed).ints(items.size(), 0, items.size()).distinct().toArray();

        BulkBody some = bodyOf(items).subset(chosen);

        assertThat(read(some))
                .isEqualTo(IntStream.of(chosen).mapToObj(items::get).toList());
        assertThat(IntStream.range(0, some.count()).map(some::sizeOf).sum()).isEqualTo(some.size());
    }

    @Property(tries = 300)
    void halvesTogetherAreTheWhole(@ForAll("items") List<Item> items) throws IOException {
        Assume.that(items.size() > 1);
        BulkBody whole = bodyOf(items);

        int middle = whole.middle();
        List<Item> both = new ArrayList<>(read(whole.slice(0, middle)));
        both.addAll(read(whole.slice(middle, whole.count())));

        assertThat(middle).isBetween(1, items.size() - 1);
        assertThat(both).isEqualTo(items);
    }

    @Test
    void aLineBreakInADocumentBecomesASpace() throws IOException {
        BulkBody body = new BulkBody(0);
        byte[] pretty = "{\n \"a\":\r\n 1}".getBytes(StandardCharsets.UTF_8);
        body.add("i", "1", null, 7, pretty, 0, pretty.length);

        assertThat(lines(body))
                .containsExactly(
                        "{\"index\":{\"_index\":\"i.write\",\"version_type\":\"external_gte\",\"_id\":\"1\",\"version\":7}}",
                        "{  \"a\":\r  1}");
    }

    @Test
    void onlyTheGivenRangeOfTheDocumentIsTaken() throws IOException {
        BulkBody body = new BulkBody(0);
        body.add("i", "1", "r", 0, "xx{}yy".getBytes(StandardCharsets.UTF_8), 2, 4);

        assertThat(lines(body).get(1)).isEqualTo("{}");
        assertThat(lines(body).get(0)).contains("\"routing\":\"r\"");
    }

    @Test
    void idsThatElasticsearchWouldRefuseForTheWholeRequestAreRefusedHere() {
        BulkBody body = new BulkBody(0);
        byte[] empty = {'{', '}'};

        assertThatThrownBy(() -> body.add("i", "", null, 1, empty, 0, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> body.add("i", "é".repeat(257), null, 1, empty, 0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("514 bytes");
        assertThatThrownBy(() -> body.add("i", "\ud800", null, 1, empty, 0, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> body.add("i", "1", "\udc00x", 1, empty, 0, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> body.add("i", "1", null, -1, empty, 0, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(body.count()).isZero();
        assertThat(body.size()).isZero();
    }

    @Test
    void aClearedBodyStartsAnew() throws IOException {
        BulkBody body = bodyOf(List.of(new Item("a", "1", null, 1, "x")));
        body.clear();
        Item next = new Item("b", "2", null, 2, "y");
        add(body, next);

        assertThat(read(body)).containsExactly(next);
    }

    @Provide
    static Arbitrary<List<Item>> items() {
        Arbitrary<String> hostile = Arbitraries.of(
                "\n",
                "\"",
                "\\",
                "\"}}\n{\"delete\":{\"_index\":\"i\",\"_id\":\"1\"}}\n",
                "\u0000",
                "\u007f",
                "\u2028",
                "é",
                "\ud83d\ude00",
                "a/b%20 c");
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(40).filter(BulkBodyTest::expressible);
        Arbitrary<String> id = Arbitraries.oneOf(
                        any, Combinators.combine(any, hostile, any).as((a, b, c) -> a + b + c))
                .filter(text -> !text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length <= BulkBody.LONGEST_ID);
        Arbitrary<String> index = Arbitraries.of("shop.public.orders", "a", "it\"em\n");
        return Combinators.combine(
                        index, id, id.injectNull(0.7), Arbitraries.longs().between(0, Long.MAX_VALUE), any)
                .as(Item::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(80);
    }

    private static boolean expressible(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static BulkBody bodyOf(List<Item> items) throws IOException {
        BulkBody body = new BulkBody(0);
        for (Item item : items) {
            add(body, item);
        }
        return body;
    }

    private static void add(BulkBody body, Item item) throws IOException {
        byte[] document = item.document().getBytes(StandardCharsets.UTF_8);
        body.add(item.index(), item.id(), item.routing(), item.version(), document, 0, document.length);
    }

    private static List<String> lines(BulkBody body) {
        String text = new String(body.bytes(), 0, body.size(), StandardCharsets.UTF_8);
        assertThat(text).endsWith("\n");
        return List.of(text.substring(0, text.length() - 1).split("\n", -1));
    }

    private static List<Item> read(BulkBody body) throws IOException {
        List<Item> items = new ArrayList<>();
        List<String> lines = lines(body);
        assertThat(lines).hasSize(body.count() * 2);
        for (int i = 0; i < lines.size(); i += 2) {
            JsonNode action = JACKSON.readTree(lines.get(i));
            assertThat(action.size()).isOne();
            JsonNode index = action.get("index");
            assertThat(index.get("version_type").asText()).isEqualTo("external_gte");
            String target = index.get("_index").asText();
            assertThat(target).endsWith(".write");
            items.add(new Item(
                    target.substring(0, target.length() - ".write".length()),
                    index.get("_id").textValue(),
                    index.has("routing") ? index.get("routing").textValue() : null,
                    index.get("version").longValue(),
                    JACKSON.readTree(lines.get(i + 1)).get("value").textValue()));
        }
        return items;
    }
}
