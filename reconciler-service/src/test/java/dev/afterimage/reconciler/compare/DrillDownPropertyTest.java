package dev.afterimage.reconciler.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.checksum.Checksum;
import dev.afterimage.cdc.checksum.RowChecksum;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Buckets and suspects together name exactly the keys that differ, whatever was done to which. */
class DrillDownPropertyTest {
    private static final int MOST_BUCKETS = 1 << 14;

    @Property
    void exactlyTheDifferingKeysAreNamed(
            @ForAll long seed, @ForAll @IntRange(max = 500) int rows, @ForAll @IntRange(max = 20) int damages) {
        Random random = new Random(seed);
        Map<String, Checksum> source = new HashMap<>();
        for (int i = 0; i < rows; i++) {
            source.put("k" + i, sum("k" + i, random));
        }
        Map<String, Checksum> index = new HashMap<>(source);
        Set<String> changedSince = new HashSet<>();
        for (int i = 0; i < damages; i++) {
            String key = "k" + random.nextInt(rows + 20);
            switch (random.nextInt(4)) {
                case 0 -> index.remove(key);
                case 1, 2 -> index.put(key, sum(key, random));
                default -> changedSince.add(key);
            }
        }
        Set<String> expected = new HashSet<>();
        Set<String> all = new HashSet<>(source.keySet());
        all.addAll(index.keySet());
        all.stream()
                .filter(key -> !changedSince.contains(key))
                .filter(key -> !java.util.Objects.equals(source.get(key), index.get(key)))
                .forEach(expected::add);

        assertThat(drillDown(source, index, changedSince)).isEqualTo(expected);
    }

    private static Set<String> drillDown(
            Map<String, Checksum> source, Map<String, Checksum> index, Set<String> changedSince) {
        int shift = Buckets.shift(source.size(), 16);
        Buckets rows = buckets(source, shift);
        Buckets documents = buckets(index, shift);
        changedSince.forEach(key -> {
            remove(rows, source.get(key), shift);
            remove(documents, index.get(key), shift);
        });
        List<Long> differing = rows.differing(documents);
        Suspects suspects = new Suspects(changedSince::contains);
        source.forEach((key, sum) -> {
            if (differing.contains(Buckets.bucket(sum, shift))) {
                suspects.row(key, sum);
            }
        });
        index.forEach((key, sum) -> {
            if (differing.contains(Buckets.bucket(sum, shift))) {
                suspects.document(key, sum);
            }
        });
        return suspects.ids();
    }

    private static Buckets buckets(Map<String, Checksum> side, int shift) {
        Buckets buckets = new Buckets();
        side.values().forEach(sum -> buckets.add(Buckets.bucket(sum, shift), 1, sum.a(), sum.b()));
        return buckets;
    }

    private static void remove(Buckets buckets, @Nullable Checksum sum, int shift) {
        if (sum != null) {
            buckets.remove(sum, shift);
        }
    }

    /** Of a key and one of a few contents: a checksum is taken over the key too, so that no two rows share one. */
    private static Checksum sum(String key, Random random) {
        return new RowChecksum().ofTexts(List.of("id", "v"), List.of(key, Integer.toString(random.nextInt(4))));
    }

    @Property
    void bucketsAreNeverMoreThanASearchAnswers(
            @ForAll @IntRange(min = 16, max = 100_000) int inABucket, @ForAll long rows) {
        int shift = Buckets.shift(Math.abs(rows % 10_000_000_000L), inABucket);

        assertThat(1L << 32 >> shift).isBetween(16L, (long) MOST_BUCKETS);
    }

    @Property
    void everyRowMeetsItsDocument(@ForAll long seed, @ForAll @IntRange(max = 20_000) int rows) {
        Random random = new Random(seed);
        RowSums sums = new RowSums();
        Map<String, Checksum> known = new HashMap<>();
        for (int i = 0; i < rows; i++) {
            Checksum sum = new Checksum(random.nextInt() & 0xffffffffL, 1 + (random.nextInt() & 0xffffffL));
            known.put("row " + i, sum);
            sums.put("row " + i, sum);
        }

        known.forEach((id, sum) -> assertThat(sums.meet(id, sum)).isEqualTo(RowSums.Match.EQUAL));
        assertThat(sums.lonely()).isZero();
        assertThat(sums.meet("another", new Checksum(0, 0))).isEqualTo(RowSums.Match.NO_ROW);
        if (rows > 0) {
            assertThat(sums.meet("row 0", new Checksum(1, 0))).isEqualTo(RowSums.Match.DIFFERENT);
        }
    }
}
