package dev.afterimage.cdc.key;

import static dev.afterimage.cdc.event.RowImages.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.event.RowImages;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.type.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentIdsTest {
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes();

    private final DocumentIds ids = DocumentIds.plain();

    @Test
    void oneColumnGivesItsPlainText() throws EventFailure {
        assertThat(id("42")).isEqualTo("42");
        assertThat(id("-7")).isEqualTo("-7");
        assertThat(id("\"C-100, ~x\"")).isEqualTo("C-100, ~x");
        assertThat(id("true")).isEqualTo("true");
        assertThat(id("\"_hidden\"")).isEqualTo("_hidden");
        assertThat(id("\"Zo\u00eb \\u20ac \\ud83d\\ude00 \\\"q\\\"\"")).isEqualTo("Zoë € 😀 \"q\"");
    }

    @Test
    void severalColumnsAreJoinedInOrder() throws EventFailure {
        assertThat(id("4", "2")).isEqualTo("4,2");
        assertThat(id("\"EU\"", "17", "false")).isEqualTo("EU,17,false");
    }

    @Test
    void theJoiningIsUnambiguous() throws EventFailure {
        assertThat(id("\"a,b\"", "\"c\"")).isEqualTo("a~1b,c");
        assertThat(id("\"a\"", "\"b,c\"")).isEqualTo("a,b~1c");
        assertThat(id("\"~1\"", "\"\"")).isEqualTo("~01,");
        assertThat(id("\"\"", "\"\"")).isEqualTo(",");
        assertThat(id(null, "\"null\"")).isEqualTo("~n,null");
        assertThat(id("\"\\u002c\\u007e\"", "1")).isEqualTo("~1~0,1");
    }

    @Test
    void aColumnThatBecomesTextKeepsItsIds() throws EventFailure {
        assertThat(id("42")).isEqualTo(id("\"42\""));
        assertThat(id("42", "1")).isEqualTo(id("\"42\"", "\"1\""));
    }

    @Test
    void aTypedAndAnUntypedKeyOfTheSameRowHaveOneId() throws EventFailure {
        TableSchema typed = new TableSchema(
                List.of(
                        new Column("id", new ColumnType.Int(64), false),
                        new Column("tenant", new ColumnType.Uuid(), false)),
                true);
        RowImage image = RowImages.of(typed, List.of("1", "\"2f1e\""));
        assertThat(ids.of(image)).isEqualTo(ids.of(key("1", "\"2f1e\"")));
    }

    @Test
    void embeddedJsonCountsAsItIsWritten() throws EventFailure {
        TableSchema typed = new TableSchema(List.of(new Column("doc", new ColumnType.Json(), false)), true);
        assertThat(ids.of(RowImages.of(typed, List.of("\"1\""))).text()).isEqualTo("\"1\"");
        assertThat(ids.of(RowImages.of(typed, List.of("1"))).text()).isEqualTo("1");
        // Without a schema the same column comes as a string that holds the JSON.
        assertThat(id("\"\\\"1\\\"\"")).isEqualTo("\"1\"");
    }

    @Test
    void theEmptyStringHasAnIdThatElasticsearchTakes() throws EventFailure {
        DocumentId empty = ids.of(key("\"\""));
        assertThat(empty.text()).isEqualTo("sha256-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(empty.keepKey()).isTrue();
    }

    @Test
    void overTheLimitTheHashStandsAndTheKeyIsKept() throws EventFailure {
        DocumentId longest = ids.of(key(quote("x".repeat(512))));
        assertThat(longest).isEqualTo(new DocumentId("x".repeat(512), false));
        DocumentId over = ids.of(key(quote("x".repeat(513))));
        assertThat(over.text()).startsWith("sha256-").hasSize(71);
        assertThat(over.keepKey()).isTrue();
        assertThat(ids.of(key(quote("€".repeat(171)))).keepKey()).isTrue();
        assertThat(id(quote("y".repeat(600)), "1")).startsWith("sha256-").isNotEqualTo(id(quote("y".repeat(600)), "2"));
    }

    @Test
    void aKeyThatLooksLikeAHashIsHashedItself() throws EventFailure {
        String hash = id(quote("x".repeat(513)));
        assertThat(id(quote(hash))).isNotEqualTo(hash).startsWith("sha256-");
    }

    @Test
    void bytesThatAreNoUtf8StayDifferent() throws EventFailure {
        String first = id("\"\\ud800\"");
        String second = id("\"\\ud801\"");
        assertThat(first).startsWith("sha256-").isNotEqualTo(second);
        assertThat(id("\"\uFFFD\"")).isEqualTo("\uFFFD");
    }

    @Test
    void theSourceGoesBeforeUnambiguously() throws EventFailure {
        assertThat(ids.withSource("shard1").of(key("4", "2")).text()).isEqualTo("shard1:4,2");
        assertThat(ids.withSource("a:b").of(key("1")).text()).isEqualTo("a~1b:1");
        assertThat(ids.withSource("a").of(key("\"b:1\"")).text()).isEqualTo("a:b:1");
        assertThat(ids.withSource("s").of(key("\"\"")).text()).isEqualTo("s:");
        assertThat(ids.withSource("shard1").of(key(quote("x".repeat(510)))).keepKey())
                .isTrue();
    }

    @Test
    void withASecretEveryIdIsHashedAndTheKeyIsNotRepeated() throws EventFailure {
        DocumentIds hashed = ids.hashedWith(SECRET);
        DocumentId id = hashed.of(key("\"anna@example.org\""));
        assertThat(id.text()).startsWith("hmac-").hasSize(69);
        assertThat(id.keepKey()).isFalse();
        assertThat(hashed.of(key("\"anna@example.org\""))).isEqualTo(id);
        assertThat(hashed.of(key("\"anna@example.com\""))).isNotEqualTo(id);
        assertThat(ids.hashedWith("another secret of 32 bytes......".getBytes()).of(key("\"anna@example.org\"")))
                .isNotEqualTo(id);
        assertThat(hashed.withSource("s").of(key("\"anna@example.org\""))).isNotEqualTo(id);
        assertThat(id.toString()).doesNotContain("anna");
    }

    @Test
    void aShortSecretIsRefused() {
        assertThatThrownBy(() -> ids.hashedWith("short".getBytes()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16 bytes");
    }

    @Test
    void chosenColumnsCountInTheOrderGiven() throws EventFailure {
        RowImage row = key("1", "\"b\"", null);
        assertThat(ids.of(row, new int[] {1, 0}).text()).isEqualTo("b,1");
        assertThat(ids.of(row, new int[] {1, 2}).text()).isEqualTo("b,~n");
    }

    @Test
    void whatHasNoIdentityIsAMissingKey() {
        assertMissing(() -> ids.of(null));
        assertMissing(() -> ids.of(key(new String[] {null})));
        assertMissing(() -> ids.of(key(null, null)));
        assertMissing(() -> ids.of(key("1", RowImages.UNAVAILABLE)));
        assertMissing(() -> ids.of(key(RowImages.UNAVAILABLE)));
        assertMissing(() -> ids.of(key("1"), new int[0]));
    }

    private static void assertMissing(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(EventFailure.class, failure -> assertThat(failure.category())
                .isEqualTo(FailureCategory.KEY_MISSING));
    }

    private String id(@Nullable String... json) throws EventFailure {
        return ids.of(key(json)).text();
    }

    private static RowImage key(@Nullable String... json) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < json.length; i++) {
            columns.add(new Column("k" + i, new ColumnType.Untyped(), true));
        }
        return RowImages.of(new TableSchema(columns, false), Arrays.asList(json));
    }
}
