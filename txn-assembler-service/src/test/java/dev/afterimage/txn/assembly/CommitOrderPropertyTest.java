package dev.afterimage.txn.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CommitOrderPropertyTest {
    /** A chain of commits, some with nothing to deliver, in any order: all leave, in the order of commits, and without waiting for any time. */
    @Property
    void aChainLeavesInOrderHoweverItBecomesWhole(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int transactions) {
        List<Long> wholeInThisOrder = new ArrayList<>();
        for (long commit = 1; commit <= transactions; commit++) {
            wholeInThisOrder.add(commit);
        }
        Random random = new Random(seed);
        Collections.shuffle(wholeInThisOrder, random);
        CommitOrder<Long> order = new CommitOrder<>(1_000, 30_000, (source, commit) -> true);
        order.restore("shop", 0);
        List<Long> left = new ArrayList<>();
        List<Long> expected = new ArrayList<>();
        for (long commit : wholeInThisOrder) {
            if (random.nextInt(4) == 0) {
                order.passed("shop", commit, commit - 1, 0);
            } else {
                order.ready("shop", commit, commit - 1, 0, commit);
                expected.add(commit);
            }
            for (Long next = order.next("shop", 0); next != null; next = order.next("shop", 0)) {
                left.add(next);
                order.left("shop", next);
            }
        }
        Collections.sort(expected);
        assertThat(left).isEqualTo(expected);
        assertThat(order.watermark("shop")).isEqualTo(transactions);
        assertThat(order.waiting()).isZero();
    }
}
