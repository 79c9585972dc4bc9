package dev.afterimage.reconciler.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private final Judge judge = new Judge(Map.of("extra", Spelling.JSON, "real", Spelling.SINGLE));

    @Test
    void equalSidesAgreeAndSoDoNoRowAndNoDocument() {
        assertThat(judge.judge(Map.of("a", "1"), document(true, "a", "1"))).isEmpty();
        assertThat(judge.judge(null, null)).isEmpty();
    }

    @Test
    void aRowWithoutDocumentIsMissingAndADocumentWithoutRowIsExtra() {
        assertThat(judge.judge(Map.of("a", "1"), null)).contains(new Judge.Verdict(Kind.MISSING, List.of()));
        assertThat(judge.judge(null, document(true, "a", "1"))).contains(new Judge.Verdict(Kind.EXTRA, List.of()));
    }

    @Test
    void anHonestOlderImageIsStaleAndOneThatWasTouchedIsDifferent() {
        Map<String, String> row = Map.of("a", "2", "b", "x");

        assertThat(judge.judge(row, document(true, "a", "1", "b", "x")))
                .contains(new Judge.Verdict(Kind.STALE, List.of("a")));
        assertThat(judge.judge(row, document(false, "a", "1", "b", "x")))
                .contains(new Judge.Verdict(Kind.DIFFERENT, List.of("a")));
    }

    @Test
    void aFieldThatNoColumnHasDiffers() {
        assertThat(judge.judge(Map.of("a", "1"), document(true, "a", "1", "gone", "x")))
                .contains(new Judge.Verdict(Kind.STALE, List.of("gone")));
    }

    @Test
    void aTouchedDocumentThatSaysTheSameIsToldAllTheSame() {
        assertThat(judge.judge(Map.of("a", "1"), document(false, "a", "1")))
                .contains(new Judge.Verdict(Kind.DIFFERENT, List.of()));
    }

    @Test
    void anotherSpellingOfJsonIsNoDifferenceAndAnotherValueIs() {
        Map<String, String> row = Map.of("extra", "{\"n\": 1, \"s\": \"é\"}");

        assertThat(judge.judge(row, document(true, "extra", "{\"s\":\"\\u00e9\",\"n\":1}")))
                .isEmpty();
        assertThat(judge.judge(row, document(true, "extra", "{\"n\":2,\"s\":\"é\"}")))
                .contains(new Judge.Verdict(Kind.STALE, List.of("extra")));
        assertThat(judge.judge(Map.of("extra", "[1]"), document(true, "extra", "no json")))
                .contains(new Judge.Verdict(Kind.STALE, List.of("extra")));
    }

    @Test
    void theSmallestSingleNumbersHaveSeveralShortestForms() {
        Map<String, String> row = Map.of("real", bits(1e-45));

        assertThat(judge.judge(row, document(true, "real", bits(1.4e-45)))).isEmpty();
        assertThat(judge.judge(row, document(true, "real", bits(3e-45))))
                .contains(new Judge.Verdict(Kind.STALE, List.of("real")));
    }

    private static String bits(double value) {
        return String.format("%016x", Double.doubleToLongBits(value));
    }

    private static Judge.Document document(boolean intact, String... texts) {
        Map<String, String> fields = new java.util.HashMap<>();
        for (int i = 0; i < texts.length; i += 2) {
            fields.put(texts[i], texts[i + 1]);
        }
        return new Judge.Document(fields, intact);
    }
}
