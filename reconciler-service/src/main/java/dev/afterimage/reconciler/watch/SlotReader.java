package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.config.WatchProperties;
import dev.afterimage.reconciler.source.Slots;
import dev.afterimage.reconciler.watch.judge.Band;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.Sign;
import dev.afterimage.reconciler.watch.judge.SlotFacts;
import dev.afterimage.reconciler.watch.judge.SlotJudge;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does somebody read the source's log, and how much of it is held back? */
@Singleton
final class SlotReader implements SignReader {
    private static final Logger LOG = LoggerFactory.getLogger(SlotReader.class);
    private static final String USUAL_SLOT = "debezium";

    private final Slots slots;
    private final ConnectApi connect;
    private final @Nullable String set;
    private final SlotJudge judge;
    private volatile Set<String> told = Set.of();

    SlotReader(Slots slots, ConnectApi connect, WatchProperties properties) {
        this.slots = slots;
        this.connect = connect;
        this.set = properties.slot();
        this.judge = new SlotJudge(
                new Band(properties.slotLagWarning(), properties.slotLagCritical()),
                new Band(
                        properties.slotInactiveWarning().toMillis() / 1_000.0,
                        properties.slotInactiveCritical().toMillis() / 1_000.0));
    }

    @Override
    public Sign sign() {
        return Sign.SLOT;
    }

    @Override
    public List<Reading> read() throws InterruptedException {
        Set<String> expected = expected();
        List<SlotFacts> some = slots.all().stream()
                .filter(slot -> expected.isEmpty() || expected.contains(slot.name()))
                .toList();
        return judge.judge(some, expected, Clock.systemUTC().instant());
    }

    /** What is set, else what the connectors' configurations say, also if Connect is away by now. */
    private Set<String> expected() throws InterruptedException {
        if (set != null) {
            return Set.of(set);
        }
        if (connect.watched()) {
            try {
                told = connect.connectors().stream()
                        .filter(connector ->
                                connector.setting("connector.class", "").contains("postgresql"))
                        .map(connector -> connector.setting("slot.name", USUAL_SLOT))
                        .collect(Collectors.toUnmodifiableSet());
            } catch (WatchException e) {
                LOG.debug("The connectors' own sign says it too: {}", e.getMessage());
            }
        }
        return told;
    }
}
