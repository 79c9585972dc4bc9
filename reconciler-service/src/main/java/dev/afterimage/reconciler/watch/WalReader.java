package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.config.WatchProperties;
import dev.afterimage.reconciler.source.Slots;
import dev.afterimage.reconciler.watch.judge.Band;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.Sign;
import dev.afterimage.reconciler.watch.judge.WalJudge;
import jakarta.inject.Singleton;
import java.util.List;

/** How much log lies on the source's disk? */
@Singleton
final class WalReader implements SignReader {
    private final Slots slots;
    private final WalJudge judge;

    WalReader(Slots slots, WatchProperties properties) {
        this.slots = slots;
        this.judge = new WalJudge(new Band(properties.slotLagWarning(), properties.slotLagCritical()));
    }

    @Override
    public Sign sign() {
        return Sign.WAL;
    }

    @Override
    public List<Reading> read() {
        return List.of(slots.wal()
                .map(judge::judge)
                .orElseGet(() -> Reading.unwatched(
                        Sign.WAL,
                        "the log on the source's disk is not watched: its user may not ask for it",
                        "grant execute on function pg_ls_waldir() to the user of afterimage.source")));
    }
}
