package dev.afterimage.indexer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.indexer.plan.EpochBook.Opening;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class EpochBookTest {
    private static final EpochBook BOOK = new EpochBook(Map.of(
            "shop",
            List.of(
                    new Opening(1, Map.of("shop.public.orders-0", 100L, "shop.public.orders-1", 50L)),
                    new Opening(2, Map.of("shop.public.orders-0", 200L)))));

    @Test
    void aSourceThatNobodyOpenedAnEpochForIsInItsFirst() {
        assertThat(EpochBook.EMPTY.epochOf("shop", "shop.public.orders", 0, 7)).isZero();
        assertThat(EpochBook.EMPTY.current("shop")).isZero();
        assertThat(EpochBook.EMPTY.awaits("shop", "shop.public.orders", 0)).isFalse();
    }

    @Test
    void anEventBelongsToTheEpochOfItsOriginalOffsetForEver() {
        assertThat(epoch(0, 99)).isZero();
        assertThat(epoch(0, 100)).isOne();
        assertThat(epoch(0, 199)).isOne();
        assertThat(epoch(0, 200)).isEqualTo(2);
        assertThat(epoch(0, Long.MAX_VALUE - 1)).isEqualTo(2);
    }

    @Test
    void aPartitionWhereTheNewestEpochHasNotBegunStaysInTheOneBefore() {
        assertThat(epoch(1, 1_000)).isOne();
        assertThat(BOOK.awaits("shop", "shop.public.orders", 1)).isTrue();
        assertThat(BOOK.awaits("shop", "shop.public.orders", 0)).isFalse();
        assertThat(epoch(2, 1_000)).isZero();
        assertThat(BOOK.awaits("shop", "shop.public.orders", 2)).isTrue();
    }

    @Test
    void theCurrentEpochIsTheNewestThatWasOpened() {
        assertThat(BOOK.current("shop")).isEqualTo(2);
        assertThat(BOOK.current("crm")).isZero();
    }

    @Test
    void anotherSourcesEpochsAreNoneOfItsConcern() {
        assertThat(BOOK.epochOf("crm", "shop.public.orders", 0, 1_000)).isZero();
    }

    @Property
    void theEpochNeverFallsAlongAPartition(
            @ForAll @LongRange(min = 0, max = 300) long offset, @ForAll @LongRange(min = 0, max = 300) long later) {
        assertThat(epoch(0, offset)).isLessThanOrEqualTo(epoch(0, offset + later));
    }

    private static int epoch(int partition, long offset) {
        return BOOK.epochOf("shop", "shop.public.orders", partition, offset);
    }
}
