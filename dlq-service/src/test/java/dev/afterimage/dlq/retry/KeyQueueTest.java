package dev.afterimage.dlq.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.dlq.retry.KeyQueue.Standing;
import dev.afterimage.dlq.retry.KeyQueue.Waiting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class KeyQueueTest {
    /** Whatever comes home in whatever order chance allows, no record goes before an earlier one that it may need. */
    @Property(tries = 2_000)
    void recordsOfAKeyComeHomeInOrderOrAreObsolete(@ForAll("keys") List<Waiting> key, @ForAll long seed) {
        Random random = new Random(seed);
        List<Waiting> open = new ArrayList<>(key);
        Set<Long> obsolete = new HashSet<>();
        List<Waiting> home = new ArrayList<>();
        boolean moved = true;
        while (moved) {
            List<Waiting> now = List.copyOf(open);
            List<Waiting> may = now.stream()
                    .filter(one -> one.standing() == Standing.TO_BE_TRIED && KeyQueue.mayGo(one, now))
                    .toList();
            moved = !may.isEmpty();
            if (moved) {
                Waiting one = may.get(random.nextInt(may.size()));
                assertThat(now)
                        .filteredOn(other -> other.offset() < one.offset())
                        .allSatisfy(other -> {
                            assertThat(other.standing()).isEqualTo(Standing.STUCK);
                            assertThat(one.complete()).isTrue();
                        });
                List<Long> gone = KeyQueue.obsolete(one, now);
                obsolete.addAll(gone);
                open.removeIf(other -> other.id() == one.id() || gone.contains(other.id()));
                home.add(one);
            }
        }
        assertThat(home).isSortedAccordingTo((a, b) -> Long.compare(a.offset(), b.offset()));
        assertThat(home).noneMatch(one -> obsolete.contains(one.id()));
        // What is left waits behind something that is stuck or under way.
        assertThat(open)
                .filteredOn(one -> one.standing() == Standing.TO_BE_TRIED)
                .allSatisfy(one -> assertThat(open)
                        .anyMatch(other -> other.offset() < one.offset() && other.standing() != Standing.TO_BE_TRIED));
    }

    @Property
    void atMostOneRecordOfAKeyMayGo(@ForAll("keys") List<Waiting> key) {
        assertThat(key.stream()
                        .filter(one -> one.standing() == Standing.TO_BE_TRIED && KeyQueue.mayGo(one, key))
                        .count())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void aCompleteImageOvertakesWhatIsStuckAndMakesItObsolete() {
        Waiting stuck = new Waiting(1, 10, Standing.STUCK, false);
        Waiting complete = new Waiting(2, 11, Standing.TO_BE_TRIED, true);
        Waiting partial = new Waiting(3, 12, Standing.TO_BE_TRIED, false);
        List<Waiting> key = List.of(stuck, complete, partial);

        assertThat(KeyQueue.mayGo(complete, key)).isTrue();
        assertThat(KeyQueue.mayGo(partial, key)).isFalse();
        assertThat(KeyQueue.obsolete(complete, key)).containsExactly(1L);
        assertThat(KeyQueue.obsolete(partial, key)).isEmpty();
    }

    @Test
    void nothingOvertakesWhatIsUnderWay() {
        Waiting underWay = new Waiting(1, 10, Standing.UNDER_WAY, true);
        Waiting complete = new Waiting(2, 11, Standing.TO_BE_TRIED, true);

        assertThat(KeyQueue.mayGo(complete, List.of(underWay, complete))).isFalse();
        assertThat(KeyQueue.obsolete(complete, List.of(underWay, complete))).isEmpty();
    }

    @Provide
    Arbitrary<List<Waiting>> keys() {
        Arbitrary<Waiting> one = Arbitraries.longs().between(0, 50).flatMap(offset -> Arbitraries.of(Standing.class)
                .flatMap(standing -> Arbitraries.of(true, false)
                        .injectNull(0.2)
                        .map(complete -> new Waiting(100 + offset, offset, standing, complete))));
        return one.list().uniqueElements(Waiting::id).ofMaxSize(8);
    }
}
