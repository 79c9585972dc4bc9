package dev.afterimage.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkReplyReaderTest {
    private static final ObjectMapper TREE = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String ANSWER = """
            {"took":3,"errors":true,"items":[{"index":{"status":201}},
            {"index":{"status":409,"error":{"type":"version_conflict_engine_exception","reason":"[é\\"]: version conflict","more":[{}]}}},
            {"index":{"_index":"x","_version":7,"status":200}},
            {"index":{"status":400,"error":{"type":"document_parsing_exception","reason":"failed to parse field [a]"}}}]}""";

    @Test
    void statusesAndErrorsStandAtTheirItems() throws IOException {
        BulkAnswer.Answered answer = read(ANSWER, 4);

        assertThat(answer.count()).isEqualTo(4);
        assertThat(answer.allOk()).isFalse();
        assertThat(IntStream.range(0, 4).mapToObj(answer::verdict).toList())
                .containsExactly(
                        ItemVerdict.OK,
                        ItemVerdict.CONFLICT,
                        ItemVerdict.OK,
                        new ItemVerdict.Failed(
                                FailureCategory.MAPPING_REJECTED,
                                "document_parsing_exception: failed to parse field [a]"));
    }

    @Test
    void anAnswerWithoutErrorsIsAllOk() throws IOException {
        assertThat(read("{\"errors\":false,\"took\":1,\"items\":[{\"index\":{\"status\":200}}]}", 1)
                        .allOk())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Sign in</body></html>",
                "null",
                "[]",
                "{}",
                "{\"errors\":false,\"took\":1}",
                "{\"errors\":false,\"items\":[]}",
                "{\"errors\":false,\"items\":[{\"index\":{\"status\":201}},{\"index\":{\"status\":201}}]}",
                "{\"errors\":false,\"items\":[{\"index\":{}}]}",
                "{\"errors\":false,\"items\":[{\"index\":{\"status\":\"201\"}}]}",
                "{\"errors\":false,\"items\":[{\"index\":{\"status\":201.5}}]}",
                "{\"errors\":false,\"items\":[{\"index\":{\"status\":20100}}]}",
                "{\"errors\":false,\"items\":[{\"index\":{\"status\":201,\"status\":400}}]}",
                "{\"errors\":false,\"items\":[{\"index\":{\"status\":201,\"error\":\"no\"}}]}",
                "{\"errors\":false,\"items\":[{\"index\":{\"status\":201},\"delete\":{\"status\":200}}]}",
                "{\"errors\":false,\"items\":[201]}",
                "{\"errors\":false,\"items\":{\"index\":{\"status\":201}}}",
                "{\"errors\":false,\"items\":[{\"index\":{\"status\":201}}]}{}",
                "{\"errors\":false,\"items\":[{\"index\":{\"status\":201}}]",
                "{\"errors\":false,\"items\":[{\"index\":{\"status\":201}}],\"items\":[{\"index\":{\"status\":201}}]}"
            })
    void whatIsNotExactlyOneStatusAnItemIsUnknownAndNeverStored(String body) {
        assertThatThrownBy(() -> read(body, 1)).isInstanceOf(IOException.class);
        BulkAnswer answer = BulkSender.judge(new Reply.Answer(200, body.getBytes(StandardCharsets.UTF_8)), 1);
        assertThat(answer).isInstanceOfSatisfying(BulkAnswer.Refused.class, refused -> {
            assertThat(refused.category()).isEqualTo(FailureCategory.SINK_UNAVAILABLE);
            assertThat(refused.splittable()).isFalse();
        });
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] whole = ANSWER.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> BulkReplyReader.read(cut, 4)).isInstanceOf(IOException.class);
        }
    }

    @Property(tries = 5_000)
    void mutatedAnswersAreReadAsATreeReaderReadsThemOrNotAtAll(@ForAll long seed) {
        byte[] mutated = mutate(ANSWER.getBytes(StandardCharsets.UTF_8), new Random(seed));

        assertThat(streamed(mutated)).isEqualTo(asTree(mutated));
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] body = original.clone();
        byte[] alphabet = "{}[]\",:0129.-etruefalsn\\ \n\u0000é".getBytes(StandardCharsets.UTF_8);
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(4)) {
                case 0 -> body[at] = alphabet[random.nextInt(alphabet.length)];
                case 1 -> body[at] = (byte) random.nextInt();
                case 2 -> {
                    int gone = Math.min(1 + random.nextInt(30), body.length - at);
                    byte[] shorter = Arrays.copyOf(body, Math.max(1, body.length - gone));
                    if (body.length - gone > at) {
                        System.arraycopy(body, at + gone, shorter, at, body.length - gone - at);
                    }
                    body = shorter;
                }
                default -> {
                    int more = Math.min(1 + random.nextInt(60), body.length - at);
                    byte[] longer = new byte[body.length + more];
                    System.arraycopy(body, 0, longer, 0, at + more);
                    System.arraycopy(body, at, longer, at + more, body.length - at);
                    body = longer;
                }
            }
        }
        return body;
    }

    private static Optional<List<String>> streamed(byte[] body) {
        try {
            BulkAnswer.Answered answer = BulkReplyReader.read(body, 4);
            return Optional.of(IntStream.range(0, 4)
                    .mapToObj(item -> answer.status(item) + " " + answer.error(item))
                    .toList());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The same rules, told over a whole tree. */
    private static Optional<List<String>> asTree(byte[] body) {
        try {
            JsonNode root = TREE.readTree(body);
            if (root == null
                    || !root.isObject()
                    || !root.path("items").isArray()
                    || root.path("items").size() != 4) {
                return Optional.empty();
            }
            List<String> seen = new ArrayList<>();
            for (JsonNode item : root.path("items")) {
                JsonNode answer =
                        item.isObject() && item.size() == 1 ? item.elements().next() : TREE.missingNode();
                JsonNode status = answer.path("status");
                JsonNode error = answer.path("error");
                if (!answer.isObject()
                        || !status.isInt()
                        || status.intValue() < 100
                        || status.intValue() > 599
                        || !(error.isMissingNode() || error.isObject())) {
                    return Optional.empty();
                }
                String type =
                        error.path("type").isTextual() ? error.path("type").textValue() : "";
                String reason =
                        error.path("reason").isTextual() ? error.path("reason").textValue() : "";
                seen.add(status.intValue() + " " + (error.isMissingNode() ? null : new ItemError(type, reason)));
            }
            return Optional.of(seen);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static BulkAnswer.Answered read(String body, int expected) throws IOException {
        return BulkReplyReader.read(body.getBytes(StandardCharsets.UTF_8), expected);
    }
}
