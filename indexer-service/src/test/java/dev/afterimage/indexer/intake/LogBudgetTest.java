package dev.afterimage.indexer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogBudgetTest {
    private final LogBudget budget = new LogBudget(2, 1_000);

    @Test
    void countsWhatItHoldsBackAndOpensAgain() {
        assertThat(budget.take(0)).isTrue();
        assertThat(budget.take(10)).isTrue();
        assertThat(budget.take(20)).isFalse();
        assertThat(budget.take(999)).isFalse();
        assertThat(budget.take(1_000)).isTrue();
        assertThat(budget.others()).isEqualTo(" (and 2 others before it, not logged)");
        assertThat(budget.others()).isEmpty();
    }
}
