package dev.afterimage.reconciler.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.reconciler.doctor.check.TableFacts.Identity;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Server, tables, topics and indices. */
class InstallationCheckTest {
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void aServerMustWriteItsLogForReadersAndLimitWhatTheyHoldBack() {
        assertThat(ServerCheck.of(new ServerFacts("logical", true, List.of()))).isEmpty();
        assertThat(severities(ServerCheck.of(new ServerFacts("replica", false, List.of("old")))))
                .containsExactly(Severity.CRITICAL, Severity.ADVICE, Severity.WARNING);
    }

    @Test
    void aTableWithAKeyInThePublicationIsWell() {
        assertThat(table(Identity.DEFAULT, true, List.of(), false)).isEmpty();
        assertThat(table(Identity.FULL, true, List.of("body"), false)).isEmpty();
        assertThat(table(Identity.FULL, false, List.of(), true)).isEmpty();
    }

    @Test
    void aTableThatDoesNotSayWhichRowItMeansIsFound() {
        assertThat(table(Identity.NOTHING, true, List.of(), false)).containsExactly(Severity.CRITICAL);
        assertThat(table(Identity.DEFAULT, false, List.of(), false)).containsExactly(Severity.CRITICAL);
        assertThat(table(Identity.FULL, false, List.of(), false)).containsExactly(Severity.WARNING);
    }

    @Test
    void largeValuesThatDoNotComeAreAdviceAndNameTheColumns() {
        List<Finding> findings =
                TableCheck.of(new TableFacts("s.t", Identity.DEFAULT, true, List.of("body"), List.of("p")), "p", false);

        assertThat(severities(findings)).containsExactly(Severity.ADVICE);
        assertThat(findings.getFirst().what()).contains("body");
    }

    @Test
    void aTableThatThePublicationLacksIsCriticalWhereThePublicationIsKnown() {
        TableFacts table = new TableFacts("s.t", Identity.DEFAULT, true, List.of(), List.of("another"));

        assertThat(severities(TableCheck.of(table, "p", false))).containsExactly(Severity.CRITICAL);
        assertThat(TableCheck.of(table, null, false)).isEmpty();
    }

    @Test
    void aRemedyQuotesNamesThatAreNoPlainOnes() {
        TableFacts table = new TableFacts("Shop.a\"b", Identity.NOTHING, true, List.of(), List.of("P"));

        assertThat(TableCheck.of(table, "P", false).getFirst().remedy())
                .startsWith("alter table \"Shop\".\"a\"\"b\" replica identity default");
    }

    @Test
    void aTopicKeepsRecordsForAsLongAsDeletesAreRemembered() {
        assertThat(topic(true, false, WEEK)).isEmpty();
        assertThat(topic(true, false, Duration.ofDays(2))).isEmpty();
        assertThat(topic(true, false, Duration.ofHours(3))).containsExactly(Severity.WARNING);
        assertThat(topic(true, false, Duration.ofDays(8))).containsExactly(Severity.WARNING);
        assertThat(topic(true, false, null)).containsExactly(Severity.WARNING);
        assertThat(topic(true, true, null)).containsExactly(Severity.WARNING, Severity.WARNING);
    }

    @Test
    void topicsOfDeadLettersAndRedrivesAreNeverCompacted() {
        assertThat(topic(false, false, null)).isEmpty();
        assertThat(topic(false, true, WEEK)).containsExactly(Severity.CRITICAL);
    }

    @Test
    void anIndexHasBothAliasesAndTakesWrites() {
        List<String> aliases = List.of("i.write", "i.live");

        assertThat(index(aliases, null, false)).isEmpty();
        assertThat(index(List.of("i.live"), null, false)).containsExactly(Severity.CRITICAL);
        assertThat(index(List.of("i.write"), null, false)).containsExactly(Severity.WARNING);
        assertThat(index(aliases, Duration.ofSeconds(60), true)).containsExactly(Severity.CRITICAL);
        assertThat(index(aliases, Duration.ofSeconds(1), false)).containsExactly(Severity.WARNING);
        assertThat(severities(IndexCheck.of(new IndexFacts("i", false, List.of(), null, false))))
                .containsExactly(Severity.WARNING);
    }

    private static List<Severity> table(Identity identity, boolean key, List<String> toastable, boolean idColumns) {
        return severities(TableCheck.of(new TableFacts("s.t", identity, key, toastable, List.of("p")), "p", idColumns));
    }

    private static List<Severity> topic(boolean events, boolean compacted, @Nullable Duration retention) {
        return severities(TopicCheck.of(new TopicFacts("t", events, compacted, retention), WEEK));
    }

    private static List<Severity> index(List<String> aliases, @Nullable Duration gcDeletes, boolean blocked) {
        return severities(IndexCheck.of(new IndexFacts("i", true, aliases, gcDeletes, blocked)));
    }

    private static List<Severity> severities(List<Finding> findings) {
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.what()).isNotBlank();
            assertThat(finding.remedy()).isNotBlank();
        });
        return findings.stream().map(Finding::severity).toList();
    }
}
