package dev.afterimage.txn.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.support.vital.Condition;
import dev.afterimage.txn.query.TraceEvent;
import dev.afterimage.txn.query.TraceView;
import dev.afterimage.txn.query.TransactionView;
import dev.afterimage.txn.query.TransactionsView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusPageTest {
    private static final Instant NOW = Instant.parse("2026-11-25T18:00:00Z");
    private static final TransactionsView NONE = new TransactionsView(List.of(), List.of());

    @Test
    void anOpenOneTellsHowFarItIsAndWhatItWaitsFor() {
        String page =
                StatusPage.overview(new TransactionsView(List.of(open("773")), List.of()), NONE, NONE, List.of(), NOW);
        assertThat(page)
                .contains("All is well")
                .contains("41/43")
                .contains("{public.items=2}")
                .contains("href=\"/transactions/shop/773\"");
    }

    @Test
    void whatAilsAndWhoDoesNotAnswerIsSaid() {
        String page = StatusPage.overview(
                new TransactionsView(List.of(), List.of("10.0.0.7:8083")),
                NONE,
                NONE,
                List.of(new Condition.Ailing("assembly", "the source is held", "wait")),
                NOW);
        assertThat(page)
                .contains("Attention")
                .contains("no answer from 10.0.0.7:8083")
                .contains("the source is held");
    }

    @Test
    void aTransactionIsDrawnWithALineForEachTableAlsoOfThoseThatAreAwaited() {
        TraceView trace = new TraceView(
                open("773"), List.of(new TraceEvent(1, "public.orders", "c"), new TraceEvent(4, "public.<b>", "u")));
        assertThat(StatusPage.one(trace, NOW))
                .contains("public.items")
                .contains("public.&lt;b&gt;")
                .doesNotContain("public.<b>")
                .containsPattern("<circle cx=\"[0-9]+\" cy=\"[0-9]+\"");
    }

    private static TransactionView open(String id) {
        return new TransactionView(
                "shop",
                id,
                "open",
                41,
                43L,
                "41/43",
                Map.of("public.orders", 41L),
                Map.of("public.items", 2L),
                NOW,
                true,
                true,
                NOW,
                NOW,
                null);
    }
}
