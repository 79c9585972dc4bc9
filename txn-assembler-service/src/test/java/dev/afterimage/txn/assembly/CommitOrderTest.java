package dev.afterimage.txn.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitOrderTest {
    private static final String SHOP = "shop";
    private final CommitOrder<String> order = new CommitOrder<>(1_000, 30_000);

    @Test
    void oneThatIsWholeEarlyWaitsForTheOneBeforeIt() {
        order.passed(SHOP, 10);
        order.ready(SHOP, 30, 20, 0, "third");
        assertThat(order.next(SHOP, 29_000)).isNull();
        order.ready(SHOP, 20, 10, 29_000, "second");
        assertThat(order.next(SHOP, 29_000)).isEqualTo("second");
        assertThat(order.next(SHOP, 29_000)).as("only when the second has left").isNull();
        order.left(SHOP, 20);
        assertThat(order.next(SHOP, 29_000)).isEqualTo("third");
    }

    @Test
    void aStuckOneHoldsTheOthersForABoundedTime() {
        order.passed(SHOP, 10);
        order.ready(SHOP, 30, 20, 0, "third");
        assertThat(order.next(SHOP, 29_999)).isNull();
        assertThat(order.next(SHOP, 30_000)).isEqualTo("third");
    }

    @Test
    void oneThatWasGivenUpIsNotWaitedForAnyMore() {
        order.passed(SHOP, 10);
        order.ready(SHOP, 30, 20, 0, "third");
        order.passed(SHOP, 20);
        assertThat(order.next(SHOP, 1)).isEqualTo("third");
    }

    @Test
    void theFirstOfAllWaitsAMomentForWhatMayComeBeforeIt() {
        order.ready(SHOP, 30, 20, 0, "later");
        assertThat(order.next(SHOP, 999)).isNull();
        order.ready(SHOP, 20, Piece.UNKNOWN, 999, "earlier");
        assertThat(order.next(SHOP, 1_998)).isNull();
        assertThat(order.next(SHOP, 1_999)).isEqualTo("earlier");
        order.left(SHOP, 20);
        assertThat(order.next(SHOP, 1_999)).isEqualTo("later");
    }

    @Test
    void sourcesDoNotWaitForEachOther() {
        order.passed(SHOP, 10);
        order.passed("bank", 500);
        order.ready(SHOP, 30, 20, 0, "waits");
        order.ready("bank", 600, 500, 0, "goes");
        assertThat(order.next(SHOP, 1)).isNull();
        assertThat(order.next("bank", 1)).isEqualTo("goes");
    }
}
