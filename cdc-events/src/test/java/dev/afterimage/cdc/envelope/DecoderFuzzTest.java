package dev.afterimage.cdc.envelope;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing of the decoder: replays its seeds as a test, and searches for more with {@code JAZZER_FUZZ=1}. */
class DecoderFuzzTest {
    private final JsonEventDecoder decoder = new JsonEventDecoder(ConnectRecords.DECLARED);

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "5m")
    void survivesAnyBytes(byte[] value) {
        DecoderWitness.check(decoder, value);
    }

    static Stream<Arguments> seeds() {
        return Stream.of("bnd.public.bt.jsonl", "shop.transaction.jsonl")
                .flatMap(file -> Samples.of(file).stream())
                .filter(record -> record.value() != null)
                .map(record -> Arguments.of(record.value()));
    }
}
