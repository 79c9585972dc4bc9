package dev.afterimage.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.StackOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node with a small {@code http.max_content_length}, as behind a strict proxy. */
@Tag("extended")
class LargeBodyIT {
    @Test
    void aBodyThatIsTooLargeIsSplitAndOnlyTheGiantIsLeft() throws SinkFailure {
        try (LocalStack stack = LocalStack.start(
                        StackOptions.only("elasticsearch").withElasticsearchSetting("http.max_content_length", "1mb"));
                SearchNode node = new SearchNode(stack)) {
            String index = node.freshIndex();
            BulkBody body = new BulkBody(0);
            SearchNode.add(body, index, "1", 1, document(400_000));
            SearchNode.add(body, index, "2", 1, document(400_000));
            SearchNode.add(body, index, "giant", 1, document(8_000_000));

            tooLarge(node.send(body));
            BulkBody first = body.slice(0, body.middle());
            BulkBody second = body.slice(body.middle(), body.count());
            assertThat(first.count()).isEqualTo(2);
            assertThat(node.send(first))
                    .isInstanceOfSatisfying(BulkAnswer.Answered.class, answer -> assertThat(answer.allOk())
                            .isTrue());
            tooLarge(node.send(second));
        }
    }

    private static void tooLarge(BulkAnswer answer) {
        assertThat(answer).isInstanceOfSatisfying(BulkAnswer.Refused.class, refused -> {
            assertThat(refused.category()).isEqualTo(FailureCategory.TOO_LARGE);
            assertThat(refused.splittable()).isTrue();
        });
    }

    private static String document(int bytes) {
        return "{\"a\":\"" + "x".repeat(bytes) + "\"}";
    }
}
