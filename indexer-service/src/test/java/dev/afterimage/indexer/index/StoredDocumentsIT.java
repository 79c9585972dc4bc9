package dev.afterimage.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.indexer.plan.DocumentKey;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class StoredDocumentsIT {
    private static final String DOCUMENT = """
            {"a":1.50,"big":123456789012345678901234567890.10, "text":"é\\u0001","_cdc":{"version":70,"epoch":1,"commit":2,"lsn":9,"order":5000,"op":"u","ts":1700000000000,\
            "txn":"773:25","snapshot":24775984,"source":"shop","topic":"shop.public.a","partition":3,"offset":42,"checksum":{"a":1,"b":2},"deleted":true}}""";

    private final SearchNode node;
    private final StoredDocuments documents;

    StoredDocumentsIT(LocalStack stack) {
        this.node = new SearchNode(stack);
        this.documents = new StoredDocuments(node.connection());
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void whatWasJustWrittenIsReadByteForByteWithItsPosition() throws SinkFailure {
        String index = node.freshIndex();
        node.store(index, "1", 70, DOCUMENT);
        node.store(index, "2", 1, "{\"a\":1}");

        List<StoredDocument> stored = documents
                .fetch(List.of(key(index, "2"), key(index, "none"), key(index, "1")), true)
                .join();

        assertThat(stored.get(0).position()).isNull();
        assertThat(stored.get(0).live()).isTrue();
        assertThat(stored.get(1).found()).isFalse();
        StoredDocument tombstone = stored.get(2);
        assertThat(tombstone.version()).isEqualTo(70);
        assertThat(tombstone.live()).isFalse();
        assertThat(tombstone.source()).isEqualTo(DOCUMENT.getBytes(StandardCharsets.UTF_8));
        assertThat(tombstone.position())
                .isEqualTo(new StoredPosition(
                        70, 1, 2, 5000, "773:25", 24775984, "shop", "shop.public.a", 3, 42, true, 1700000000000L));
    }

    @Test
    void withoutSourcesOnlyPositionsCome() throws SinkFailure {
        String index = node.freshIndex();
        node.store(index, "1", 70, DOCUMENT);

        StoredDocument stored =
                documents.fetch(List.of(key(index, "1")), false).join().getFirst();

        assertThat(stored.source()).isNull();
        assertThat(stored.position()).isNotNull();
    }

    @Test
    void manyKeysKeepTheirOrderOverPages() throws SinkFailure {
        String index = node.freshIndex();
        BulkBody body = new BulkBody(0);
        for (int i = 0; i < 1200; i += 2) {
            SearchNode.add(body, index, "d" + i, i, "{}");
        }
        node.send(body);

        List<StoredDocument> stored = documents
                .fetch(
                        IntStream.range(0, 1200)
                                .mapToObj(i -> key(index, "d" + i))
                                .toList(),
                        false)
                .join();

        assertThat(stored).hasSize(1200);
        assertThat(IntStream.range(0, 1200).filter(i -> stored.get(i).version() != (i % 2 == 0 ? i : -1)))
                .isEmpty();
    }

    @Test
    void aMissingIndexIsAFailureAndNotAnAbsence() {
        assertThatThrownBy(() -> documents
                        .fetch(List.of(key(SearchNode.freshName(), "1")), false)
                        .join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(SinkFailure.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.INDEX_UNAVAILABLE));
    }

    private static DocumentKey key(String index, String id) {
        return new DocumentKey(index, id, null);
    }
}
