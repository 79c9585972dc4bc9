package dev.afterimage.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChangeStreamTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void theModelHoldsTheNewestStateOfEveryRow() throws IOException {
        ChangeStream stream = new ChangeStream(Workload.mixed(7, 500, 0.2));
        Map<Integer, JsonNode> rows = new HashMap<>();
        for (Change change : take(stream, 5_000)) {
            switch (change.kind()) {
                case UPSERT ->
                    rows.put(change.key(), json.readTree(change.value()).path("after"));
                case DELETE -> rows.remove(change.key());
                case TOMBSTONE -> assertThat(change.value()).isNull();
                case POISON -> throw new AssertionError("none was asked for");
            }
        }

        Expected expected = stream.expected();

        assertThat(expected.live()).isEqualTo(rows.size());
        for (int key = 0; key < expected.keys(); key++) {
            boolean live = expected.touched(key) && !expected.deleted(key);
            assertThat(rows.containsKey(key)).isEqualTo(live);
            if (live) {
                assertThat(json.readTree(new Row(7).json(key, expected.newest(key))))
                        .isEqualTo(rows.get(key));
            }
        }
    }

    @Test
    void aSeedGivesTheSameStreamAgain() {
        List<Change> one = take(new ChangeStream(Workload.hot(5, 100, 1.1)), 300);
        List<Change> other = take(new ChangeStream(Workload.hot(5, 100, 1.1)), 300);

        assertThat(one).usingRecursiveComparison().isEqualTo(other);
    }

    @Test
    void poisonIsNoJsonAndChangesNothing() {
        ChangeStream stream = new ChangeStream(Workload.updates(9, 100).withPoison(1));

        for (Change change : take(stream, 50)) {
            assertThat(change.kind()).isEqualTo(Change.Kind.POISON);
            assertThatThrownBy(() -> json.readTree(Objects.requireNonNull(change.value())))
                    .isInstanceOf(JsonProcessingException.class);
        }
        assertThat(stream.expected().live()).isZero();
    }

    @Test
    void aVersionTellsItsEvent() {
        for (int event = 0; event < 1_000; event++) {
            assertThat(Positions.event(Positions.version(event))).isEqualTo(event);
            assertThat(Positions.version(event + 1)).isGreaterThan(Positions.version(event));
        }
    }

    private static List<Change> take(ChangeStream stream, int count) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            stream.next(TopicLoader.committedAt(i), changes::add);
        }
        return changes;
    }
}
