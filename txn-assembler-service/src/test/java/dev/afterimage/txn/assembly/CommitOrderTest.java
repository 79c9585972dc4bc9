package dev.afterimage.txn.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitOrderTest {
    private static final String SHOP = "shop";
    private long openBefore = Long.MAX_VALUE;
    private final CommitOrder<String> order = new CommitOrder<>(1_000, 30_000, (source, commit) -> commit > openBefore);

    @Test
    void oneThatIsWholeEarlyWaitsForTheOneBeforeIt() {
        order.restore(SHOP, 10);
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
        order.restore(SHOP, 10);
        order.ready(SHOP, 30, 20, 0, "third");
        assertThat(order.next(SHOP, 29_999)).isNull();
        assertThat(order.next(SHOP, 30_000)).isEqualTo("third");
    }

    @Test
    void oneThatWasGivenUpIsNotWaitedForAnyMore() {
        order.restore(SHOP, 10);
        order.ready(SHOP, 30, 20, 0, "third");
        order.passed(SHOP, 20, 10, 1);
        assertThat(order.next(SHOP, 1)).isEqualTo("third");
    }

    @Test
    void oneThatWasGivenUpDoesNotLetThoseBehindItPassAStuckOne() {
        order.restore(SHOP, 10);
        order.ready(SHOP, 30, 20, 0, "third");
        order.passed(SHOP, 40, 30, 0);
        order.ready(SHOP, 50, 40, 0, "fifth");
        assertThat(order.next(SHOP, 1)).as("what ends at 20 is still open").isNull();
        order.ready(SHOP, 20, 10, 1, "second");
        assertThat(order.next(SHOP, 1)).isEqualTo("second");
        order.left(SHOP, 20);
        assertThat(order.next(SHOP, 1)).isEqualTo("third");
        order.left(SHOP, 30);
        assertThat(order.next(SHOP, 1)).isEqualTo("fifth");
    }

    @Test
    void anEmptyOneOfUnknownPlaceLetsNothingPassOneThatIsKnownToBeOpen() {
        openBefore = 20;
        order.restore(SHOP, 10);
        order.passed(SHOP, 25, Piece.UNKNOWN, 0);
        order.ready(SHOP, 30, 25, 0, "behind the empty one");
        assertThat(order.next(SHOP, 29_999)).isNull();
        order.ready(SHOP, 20, 10, 29_999, "the open one");
        assertThat(order.next(SHOP, 29_999)).isEqualTo("the open one");
        order.left(SHOP, 20);
        openBefore = Long.MAX_VALUE;
        assertThat(order.next(SHOP, 29_999)).isEqualTo("behind the empty one");
    }

    @Test
    void whileOneIsOnItsWayOutNoOtherLeaves() {
        order.restore(SHOP, 10);
        order.leaving(SHOP);
        order.ready(SHOP, 30, 20, 0, "third");
        assertThat(order.next(SHOP, 60_000)).isNull();
        order.left(SHOP, 20);
        assertThat(order.next(SHOP, 60_000)).isEqualTo("third");
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
        order.restore(SHOP, 10);
        order.restore("bank", 500);
        order.ready(SHOP, 30, 20, 0, "waits");
        order.ready("bank", 600, 500, 0, "goes");
        assertThat(order.next(SHOP, 1)).isNull();
        assertThat(order.next("bank", 1)).isEqualTo("goes");
    }
}
