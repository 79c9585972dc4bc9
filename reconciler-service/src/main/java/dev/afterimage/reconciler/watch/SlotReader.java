package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.config.WatchProperties;
import dev.afterimage.reconciler.source.Slots;
import dev.afterimage.reconciler.watch.judge.Band;
import dev.afterimage.reconciler.watch.judge.ConnectorFacts;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.Sign;
import dev.afterimage.reconciler.watch.judge.SlotFacts;
import dev.afterimage.reconciler.watch.judge.SlotJudge;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does somebody read the source's log, and how much of it is held back? */
@Singleton
final class SlotReader implements SignReader {
    private static final String USUAL_SLOT = "debezium";

    private final Slots slots;
    private final ConnectApi connect;
    private final @Nullable String set;
    private final SlotJudge judge;
    private volatile @Nullable String told;

    SlotReader(Slots slots, ConnectApi connect, WatchProperties properties) {
        this.slots = slots;
        this.connect = connect;
        this.set = properties.slot();
        this.judge = new SlotJudge(
                new Band(properties.slotLagWarning(), properties.slotLagCritical()),
                new Band(
                        properties.slotInactiveWarning().toSeconds(),
                        properties.slotInactiveCritical().toSeconds()));
    }

    @Override
    public Sign sign() {
        return Sign.SLOT;
    }

    @Override
    public List<Reading> read() throws InterruptedException {
        String expected = expected();
        List<SlotFacts> some = slots.all().stream()
                .filter(slot -> expected == null || slot.name().equals(expected))
                .toList();
        return judge.judge(some, expected, Clock.systemUTC().instant());
    }

    /** What is set, else what the connector's configuration says, also if Connect is away by now. */
    private @Nullable String expected() throws InterruptedException {
        if (set != null) {
            return set;
        }
        if (connect.watched()) {
            try {
                connect.connectors().stream()
                        .filter(connector ->
                                connector.setting("connector.class", "").contains("postgresql"))
                        .map(SlotReader::slot)
                        .findFirst()
                        .ifPresent(slot -> told = slot);
            } catch (WatchException e) {
                // The connectors' own sign says so.
            }
        }
        return told;
    }

    private static String slot(ConnectorFacts connector) {
        return connector.setting("slot.name", USUAL_SLOT);
    }
}
