package dev.afterimage.txn.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class InterleavingPropertyTest {
    private static final long AT = 1_795_199_227_547L;

    /** Whatever order, whatever comes twice and whatever is lost: each leaves once and whole, or is reported, never both, never mixed. */
    @Property(tries = 40)
    void eachTransactionLeavesOnceAndWholeOrIsReported(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int transactions) {
        Random random = new Random(seed);
        List<Written.Sent> all = new ArrayList<>();
        Set<String> whole = new HashSet<>();
        Set<String> broken = new HashSet<>();
        for (int t = 0; t < transactions; t++) {
            Written one = new Written(70 + t, 10_000L * t, AT);
            for (int rows = 1 + random.nextInt(6); rows > 0; rows--) {
                one.insert(random.nextBoolean() ? "orders" : "items", random.nextInt(3));
            }
            List<Written.Sent> sent = new ArrayList<>(one.all());
            if (random.nextInt(4) == 0) {
                sent.remove(1 + random.nextInt(one.rows().size()));
                broken.add(one.name());
            } else {
                whole.add(one.name());
            }
            all.addAll(sent);
            sent.forEach(record -> {
                if (random.nextInt(5) == 0) {
                    all.add(record);
                }
            });
        }
        Collections.shuffle(all, random);
        try (Road road = new Road(new AssemblyLimits(60_000, 86_400_000, 3, 100_000, 1_000, 100_000), List.of())) {
            for (Written.Sent record : all) {
                road.send(record);
                if (random.nextInt(10) == 0) {
                    road.pass(Duration.ofMillis(20));
                }
            }
            road.pass(Duration.ofSeconds(62));
            for (int i = 0; i < 5 * transactions; i++) {
                road.pass(Duration.ofMillis(20));
            }
            assertThat(closing(road.left(Road.TRANSACTIONS))).containsExactlyInAnyOrderElementsOf(whole);
            assertThat(closing(road.left(Road.INCOMPLETE))).containsExactlyInAnyOrderElementsOf(broken);
            assertThat(road.stored()).isZero();
        }
    }

    /** The keys of the documents that make a transaction valid: whole ones and closing ones. */
    private static List<String> closing(List<Road.Left> left) {
        return left.stream()
                .filter(one -> !one.document().has("part"))
                .map(Road.Left::key)
                .toList();
    }
}
