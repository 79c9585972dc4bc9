package dev.afterimage.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BulkItemsTest {
    @Test
    void operationsComeBackAsTheyWereAdded() {
        BulkBody body = new BulkBody(1024);
        add(
                body,
                "shop.public.a",
                "1\n\"2",
                null,
                7,
                "{\"v\":\"x\",\"_cdc\":{\"version\":7,\"source\":\"shop\",\"deleted\":true}}");
        add(body, "shop.public.b", "ü", "r\"", 8, "{\"v\":1}");

        List<BulkItems.Item> items = BulkItems.of(body);

        assertThat(items).hasSize(2);
        BulkItems.Item first = items.getFirst();
        assertThat(first.index()).isEqualTo("shop.public.a");
        assertThat(first.id()).isEqualTo("1\n\"2");
        assertThat(first.routing()).isNull();
        assertThat(first.version()).isEqualTo(7);
        assertThat(first.position()).isNotNull();
        assertThat(first.position().source()).isEqualTo("shop");
        assertThat(first.position().deleted()).isTrue();
        BulkItems.Item second = items.getLast();
        assertThat(second.id()).isEqualTo("ü");
        assertThat(second.routing()).isEqualTo("r\"");
        assertThat(second.position()).isNull();
        assertThat(new String(second.source(), StandardCharsets.UTF_8)).isEqualTo("{\"v\":1}");
    }

    @Test
    void anAnswerOfOurOwnMakingIsReadAsTheNodesWouldBe() {
        BulkAnswer.Answered mixed = BulkAnswer.Answered.judged(new boolean[] {false, true});

        assertThat(mixed.allOk()).isFalse();
        assertThat(mixed.verdict(0)).isEqualTo(ItemVerdict.OK);
        assertThat(mixed.verdict(1)).isEqualTo(ItemVerdict.CONFLICT);
        assertThat(BulkAnswer.Answered.judged(new boolean[] {false}).allOk()).isTrue();
    }

    private static void add(
            BulkBody body, String index, String id, @Nullable String routing, long version, String source) {
        byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
        body.add(index, id, routing, version, bytes, 0, bytes.length);
    }
}
