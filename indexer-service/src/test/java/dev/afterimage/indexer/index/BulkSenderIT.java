package dev.afterimage.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.indexer.plan.DocumentKey;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class BulkSenderIT {
    private final SearchNode node;
    private String index = "";

    BulkSenderIT(LocalStack stack) {
        this.node = new SearchNode(stack);
    }

    @BeforeEach
    void makeIndex() throws SinkFailure {
        index = node.freshIndex();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void higherAndEqualVersionsAreStoredAndLowerOnesConflict() {
        node.store(index, "1", 5, "{\"a\":1}");
        BulkBody body = new BulkBody(0);
        SearchNode.add(body, index, "1", 5, "{\"a\":2}");
        SearchNode.add(body, index, "2", 0, "{\"a\":2}");

        assertThat(verdicts(body)).containsExactly(ItemVerdict.OK, ItemVerdict.OK);
        body.clear();
        SearchNode.add(body, index, "1", 4, "{\"a\":3}");
        SearchNode.add(body, index, "2", Long.MAX_VALUE, "{\"a\":3}");
        assertThat(verdicts(body)).containsExactly(ItemVerdict.CONFLICT, ItemVerdict.OK);
    }

    @Test
    void aMissingIndexIsNeverMadeByAWrite() throws IOException, SinkFailure {
        String missing = SearchNode.freshName();
        BulkBody body = new BulkBody(0);
        SearchNode.add(body, missing, "1", 1, "{\"a\":1}");
        SearchNode.add(body, index, "1", 1, "{\"a\":1}");

        assertThat(categories(body)).containsExactly(FailureCategory.INDEX_UNAVAILABLE, null);
        assertThat(node.status("HEAD", "/" + missing)).isEqualTo(404);
        assertThat(node.status("HEAD", "/" + missing + ".write")).isEqualTo(404);
    }

    @Test
    void anIndexDeletedUnderWayIsUnavailableAndStaysAway() {
        assertThat(node.status("DELETE", "/" + index)).isEqualTo(200);
        BulkBody body = new BulkBody(0);
        SearchNode.add(body, index, "1", 1, "{}");

        assertThat(categories(body)).containsExactly(FailureCategory.INDEX_UNAVAILABLE);
        assertThat(node.status("HEAD", "/" + index)).isEqualTo(404);
    }

    @Test
    void floodStageWriteBlockAndClosedIndexAreTheIndexsTrouble() throws IOException, SinkFailure {
        BulkBody body = new BulkBody(0);
        SearchNode.add(body, index, "1", 1, "{}");

        node.put("/" + index + "/_settings", "{\"index.blocks.read_only_allow_delete\":true}");
        assertThat(categories(body)).containsExactly(FailureCategory.INDEX_UNAVAILABLE);
        node.put(
                "/" + index + "/_settings",
                "{\"index.blocks.read_only_allow_delete\":null,\"index.blocks.write\":true}");
        assertThat(categories(body)).containsExactly(FailureCategory.INDEX_UNAVAILABLE);
        node.put("/" + index + "/_settings", "{\"index.blocks.write\":null}");
        assertThat(categories(body)).containsExactly((FailureCategory) null);
        node.status("POST", "/" + index + "/_close");
        assertThat(categories(body)).containsExactly(FailureCategory.INDEX_UNAVAILABLE);
    }

    @Test
    void aDocumentThatTheMappingRefusesFailsAloneAndItsValuesAreNotInTheMessage() throws IOException, SinkFailure {
        node.put("/" + index + "/_mapping", "{\"properties\":{\"n\":{\"type\":\"long\"}}}");
        BulkBody body = new BulkBody(0);
        SearchNode.add(body, index, "1", 1, "{\"n\":1}");
        SearchNode.add(body, index, "anna", 1, "{\"n\":\"secret\"}");
        SearchNode.add(body, index, "3", 1, "{\"n\":3}");

        assertThat(categories(body)).containsExactly(null, FailureCategory.MAPPING_REJECTED, null);
        assertThat(((BulkAnswer.Answered) node.send(body)).verdict(1).toString())
                .contains("[n]")
                .doesNotContain("secret")
                .doesNotContain("anna");
    }

    @Test
    void aMalformedDocumentFailsAloneOrNamesTheBodyAsSplittable() {
        BulkBody body = new BulkBody(0);
        SearchNode.add(body, index, "1", 1, "{\"a\":1}");
        SearchNode.add(body, index, "2", 1, "{\"a\":");
        SearchNode.add(body, index, "3", 1, "{\"a\":1}}");

        assertThat(categories(body))
                .containsExactly(null, FailureCategory.MAPPING_REJECTED, FailureCategory.MAPPING_REJECTED);
    }

    @Test
    void hostileIdsAndRoutingsNameTheirOwnDocuments() {
        List<String> ids = List.of(
                "a\"}}\n{\"delete\":{\"_index\":\"" + index + "\",\"_id\":\"victim\"}}\n",
                "\\",
                "\u0000\u001f",
                "Grüße \ud83d\ude00",
                "a/b?c#d%20",
                "..",
                "x".repeat(512));
        node.store(index, "victim", 1, "{}");
        BulkBody body = new BulkBody(0);
        byte[] empty = {'{', '}'};
        for (String id : ids) {
            body.add(index, id, id, 7, empty, 0, 2);
        }

        assertThat(verdicts(body)).containsOnly(ItemVerdict.OK);
        List<StoredDocument> stored = new StoredDocuments(node.connection())
                .fetch(ids.stream().map(id -> new DocumentKey(index, id, id)).toList(), true)
                .join();
        assertThat(stored).allSatisfy(document -> assertThat(document.version()).isEqualTo(7));
        assertThat(new StoredDocuments(node.connection())
                        .fetch(List.of(new DocumentKey(index, "victim", null)), false)
                        .join())
                .allMatch(StoredDocument::found);
    }

    private List<ItemVerdict> verdicts(BulkBody body) {
        BulkAnswer.Answered answer = (BulkAnswer.Answered) node.send(body);
        return IntStream.range(0, answer.count()).mapToObj(answer::verdict).toList();
    }

    private List<@Nullable FailureCategory> categories(BulkBody body) {
        return verdicts(body).stream()
                .map(verdict -> verdict instanceof ItemVerdict.Failed failed ? failed.category() : null)
                .collect(Collectors.toList());
    }
}
