package dev.afterimage.reconciler.watch.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegistryJudgeTest {
    private static final SubjectFacts BACKWARD = new SubjectFacts("t-value", "BACKWARD", 3);

    @Test
    void aSubjectWithASchemaIsWellInAnyModeThatStays() {
        RegistryJudge judge = new RegistryJudge(Set.of());

        assertThat(levels(judge, BACKWARD)).containsExactly(Level.OK);
        assertThat(levels(judge, BACKWARD)).containsExactly(Level.OK);
    }

    @Test
    void aModeThatChangesWarnsUntilItIsBack() {
        RegistryJudge judge = new RegistryJudge(Set.of());
        levels(judge, BACKWARD);

        assertThat(levels(judge, new SubjectFacts("t-value", "FULL", 3))).containsExactly(Level.WARNING);
        assertThat(levels(judge, BACKWARD)).containsExactly(Level.OK);
    }

    @Test
    void whereModesAreSetOnlyTheseAreWell() {
        RegistryJudge judge = new RegistryJudge(Set.of("BACKWARD", "FULL"));

        assertThat(levels(judge, BACKWARD)).containsExactly(Level.OK);
        assertThat(levels(judge, new SubjectFacts("t-value", "FULL", 3))).containsExactly(Level.OK);
        assertThat(levels(judge, new SubjectFacts("t-value", "NONE", 3))).containsExactly(Level.WARNING);
    }

    @Test
    void aSubjectThatWasThereAndIsGoneIsCritical() {
        RegistryJudge judge = new RegistryJudge(Set.of());
        levels(judge, BACKWARD);

        assertThat(levels(judge)).containsExactly(Level.CRITICAL);
        assertThat(levels(judge, BACKWARD)).containsExactly(Level.OK);
    }

    @Test
    void aSchemaThatTheRegistryRefusedIsFoundInTheTraceOfTheTask() {
        RegistryJudge judge = new RegistryJudge(Set.of());

        assertThat(judge.judge(List.of(), List.of(connector("RUNNING", "")))).isEmpty();
        assertThat(judge.judge(List.of(), List.of(connector("FAILED", "ConnectException: disk is full"))))
                .isEmpty();
        for (String trace : List.of(
                "ConnectException: Tolerance exceeded\nCaused by: RuleViolationException: Incompatible artifact: t-value [AVRO]",
                "SerializationException\nCaused by: RestClientException: Schema being registered is incompatible with an earlier schema; error code: 409")) {
            assertThat(judge.judge(List.of(), List.of(connector("FAILED", trace))))
                    .extracting(Reading::level)
                    .containsExactly(Level.CRITICAL);
        }
    }

    private static List<Level> levels(RegistryJudge judge, SubjectFacts... subjects) {
        return judge.judge(List.of(subjects), List.of()).stream()
                .map(Reading::level)
                .toList();
    }

    private static ConnectorFacts connector(String state, String trace) {
        return new ConnectorFacts("shop", "RUNNING", "", List.of(new ConnectorFacts.Task(0, state, trace)), Map.of());
    }
}
