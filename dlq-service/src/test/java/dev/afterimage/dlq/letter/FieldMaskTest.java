package dev.afterimage.dlq.letter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldMaskTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void namedMembersAreHiddenAtAnyDepthWhateverTheyHold() throws JsonProcessingException {
        JsonNode node = JSON.readTree(
                "{\"email\": \"a@b.c\", \"after\": {\"email\": {\"work\": \"x\"}, \"n\": 1, \"list\": [{\"email\": null}, 2]}}");

        new FieldMask(Set.of("email")).apply(node);

        assertThat(node)
                .isEqualTo(
                        JSON.readTree(
                                "{\"email\": \"***\", \"after\": {\"email\": \"***\", \"n\": 1, \"list\": [{\"email\": \"***\"}, 2]}}"));
    }

    @Test
    void whatLiesTooDeepIsHiddenWhole() throws JsonProcessingException {
        JsonNode node = JSON.readTree("[".repeat(300) + "\"secret\"" + "]".repeat(300));

        new FieldMask(Set.of("email")).apply(node);

        assertThat(node.toString()).doesNotContain("secret");
    }

    @Test
    void differencesAreToldPlaceByPlace() throws JsonProcessingException {
        List<JsonDiff.Change> changes = JsonDiff.between(
                JSON.readTree("{\"a\": 1, \"b\": {\"c/d\": [1, 2]}, \"gone\": true}"),
                JSON.readTree("{\"a\": 1, \"b\": {\"c/d\": [1, 3, 4]}, \"new\": null}"));

        assertThat(changes)
                .containsExactly(
                        new JsonDiff.Change("/b/c~1d/1", "2", "3"),
                        new JsonDiff.Change("/b/c~1d/2", null, "4"),
                        new JsonDiff.Change("/gone", "true", null),
                        new JsonDiff.Change("/new", null, "null"));
        assertThat(JsonDiff.between(JSON.readTree("[1]"), JSON.readTree("[1]"))).isEmpty();
    }
}
