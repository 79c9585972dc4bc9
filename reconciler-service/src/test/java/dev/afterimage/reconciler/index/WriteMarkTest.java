package dev.afterimage.reconciler.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class WriteMarkTest {
    private static JsonNode stats(String shards) throws Exception {
        return new ObjectMapper()
                .readTree("{\"indices\": {\"orders-1\": {\"uuid\": \"u\", \"shards\": {" + shards + "}}}}");
    }

    private static String copy(String history, int checkpoint) {
        return "{\"commit\": {\"user_data\": {\"history_uuid\": \"" + history
                + "\"}}, \"seq_no\": {\"global_checkpoint\": " + checkpoint + "}}";
    }

    @Test
    void theSmallestCheckpointOfAllCopiesOfAllShardsCounts() throws Exception {
        JsonNode stats = stats("\"1\": [" + copy("b", 70) + "], \"0\": [" + copy("a", 90) + ", " + copy("a", 85) + "]");

        assertThat(WriteMark.of(stats)).contains(new WriteMark("u/0/a u/1/b", 70));
    }

    @Test
    void anotherHistoryOfOneShardIsAnotherHistory() throws Exception {
        assertThat(WriteMark.of(stats("\"0\": [" + copy("a", 5) + "]"))
                        .orElseThrow()
                        .history())
                .isNotEqualTo(WriteMark.of(stats("\"0\": [" + copy("c", 5) + "]"))
                        .orElseThrow()
                        .history());
    }

    @Test
    void aShardThatDoesNotTellLeavesNothingKnown() throws Exception {
        assertThat(WriteMark.of(
                        stats("\"0\": [" + copy("a", 5) + "], \"1\": [{\"seq_no\": {\"global_checkpoint\": 3}}]")))
                .isEmpty();
        assertThat(WriteMark.of(new ObjectMapper().readTree("{}"))).isEmpty();
    }

    @Test
    void anEmptyIndexHasWrittenNothing() throws Exception {
        assertThat(WriteMark.of(stats("\"0\": [" + copy("a", -1) + "]"))).contains(new WriteMark("u/0/a", -1));
    }
}
