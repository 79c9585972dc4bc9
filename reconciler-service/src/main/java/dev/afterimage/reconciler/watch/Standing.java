package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.watch.judge.Reading;
import java.time.Instant;
import java.util.Comparator;

/** A reading, and since when its level has been what it is. */
public record Standing(Reading reading, Instant since) {
    /** The worst first, then by sign and subject. */
    public static final Comparator<Standing> WORST_FIRST = Comparator.comparing(
                    (Standing one) -> one.reading().level())
            .reversed()
            .thenComparing(one -> one.reading().sign())
            .thenComparing(one -> one.reading().subject());
}
