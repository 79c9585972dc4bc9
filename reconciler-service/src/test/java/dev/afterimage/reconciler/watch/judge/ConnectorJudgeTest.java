package dev.afterimage.reconciler.watch.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorJudgeTest {
    private static final String TRACE =
            "org.apache.kafka.connect.errors.ConnectException: the slot is gone\n\tat some.Line(Some.java:1)";

    @Test
    void aConnectorWhoseTasksRunIsWell() {
        Reading reading = judge("RUNNING", "RUNNING", "");

        assertThat(reading.level()).isEqualTo(Level.OK);
        assertThat(reading.figures()).containsEntry(Figure.TASKS_RUNNING, 1.0).containsEntry(Figure.TASKS_FAILED, 0.0);
    }

    @Test
    void aTaskThatFailedIsCriticalAndTellsTheFirstLineOfItsTraceOnly() {
        Reading reading = judge("RUNNING", "FAILED", TRACE);

        assertThat(reading.level()).isEqualTo(Level.CRITICAL);
        assertThat(reading.what()).contains("the slot is gone").doesNotContain("Some.java");
        assertThat(reading.remedy()).contains("/connectors/shop/restart");
    }

    @Test
    void oneThatSomebodyPausedOrStoppedIsAWarning() {
        assertThat(judge("PAUSED", "PAUSED", "").level()).isEqualTo(Level.WARNING);
        assertThat(ConnectorJudge.judge(new ConnectorFacts("shop", "STOPPED", "", List.of(), Map.of()))
                        .level())
                .isEqualTo(Level.WARNING);
        assertThat(judge("PAUSED", "PAUSED", "").remedy()).contains("resume");
    }

    @Test
    void aConnectorWithoutATaskDoesNothing() {
        assertThat(ConnectorJudge.judge(new ConnectorFacts("shop", "RUNNING", "", List.of(), Map.of()))
                        .level())
                .isEqualTo(Level.WARNING);
    }

    @Test
    void aFirstLineIsShortenedAndHasNoControlCharacters() {
        assertThat(Words.firstLine("a\u0007b\nc")).isEqualTo("a b");
        assertThat(Words.firstLine("x".repeat(5_000))).hasSizeLessThan(400);
    }

    @Test
    void aTraceIsItsFirstLineAndItsLastCause() {
        assertThat(
                        Words.summary(
                                "ConnectException: Tolerance exceeded\n\tat a.B.c(B.java:1)\nCaused by: DataException: t\n\tat d\nCaused by: RuleViolationException: no\n\t... 3 more"))
                .isEqualTo("ConnectException: Tolerance exceeded, caused by RuleViolationException: no");
        assertThat(Words.summary("disk is full")).isEqualTo("disk is full");
    }

    @Test
    void aFirstLineHasNoPasswords() {
        assertThat(Words.firstLine(
                        "cannot reach jdbc:postgresql://me:hush@db:5432/shop?user=me&password=hush&ssl=true"))
                .isEqualTo("cannot reach jdbc:postgresql://***@db:5432/shop?user=me&password=***&ssl=true");
        assertThat(Words.firstLine("{\"database.password\": \"hush\", \"token\": \"hush\"}"))
                .doesNotContain("hush");
        assertThat(Words.firstLine("Authorization: Bearer hush")).doesNotContain("hush");
        assertThat(Words.firstLine("FATAL: password authentication failed for user \"me\""))
                .isEqualTo("FATAL: password authentication failed for user \"me\"");
    }

    private static Reading judge(String state, String task, String trace) {
        return ConnectorJudge.judge(
                new ConnectorFacts("shop", state, "", List.of(new ConnectorFacts.Task(0, task, trace)), Map.of()));
    }
}
