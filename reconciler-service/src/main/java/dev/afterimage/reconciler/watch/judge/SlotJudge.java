package dev.afterimage.reconciler.watch.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges replication slots from look to look. Not thread-safe. */
public final class SlotJudge {
    private static final double SCARCE = 0.2;
    private static final double ALMOST_GONE = 0.05;
    private static final String READ_AGAIN =
            "bring the connector back (its state and trace are under connector); what it has not read stays on the source's disk";

    private final Band retained;
    private final Band inactive;
    private final Memory retainedBefore = new Memory();
    private final Map<String, Instant> inactiveSince = new HashMap<>();

    /**
     * @param retained bytes
     * @param inactive seconds
     */
    public SlotJudge(Band retained, Band inactive) {
        this.retained = retained;
        this.inactive = inactive;
    }

    /**
     * Judges the slots that there are.
     *
     * @param expected the slots that must be there; none where any will do
     */
    public List<Reading> judge(List<SlotFacts> slots, Set<String> expected, Instant now) {
        Set<String> there = slots.stream().map(SlotFacts::name).collect(Collectors.toSet());
        retainedBefore.keep(there);
        inactiveSince.keySet().retainAll(there);
        List<Reading> readings = new ArrayList<>();
        slots.forEach(slot -> readings.add(judge(slot, now)));
        expected.stream().filter(slot -> !there.contains(slot)).sorted().forEach(slot -> readings.add(gone(slot)));
        if (expected.isEmpty() && slots.isEmpty()) {
            readings.add(gone(""));
        }
        return readings;
    }

    private static Reading gone(String slot) {
        return Reading.of(
                Sign.SLOT,
                slot,
                Level.CRITICAL,
                "there is no such replication slot: nothing keeps the log for the connector",
                "if a slot was dropped, changes may be lost: start the connector with a new snapshot, then reconcile every table with repair, which removes ghosts");
    }

    private Reading judge(SlotFacts slot, Instant now) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.SLOT_RETAINED, slot.retainedBytes());
        figures.put(Figure.SLOT_UNCONFIRMED, slot.unconfirmedBytes());
        if (slot.safeBytes() != null) {
            figures.put(Figure.SLOT_SAFE, slot.safeBytes());
        }
        List<String> what = new ArrayList<>();
        what.add(Words.bytes(slot.unconfirmedBytes()) + " not confirmed, " + Words.bytes(slot.retainedBytes())
                + " held back");
        Level level = retainedBefore.judge(retained, slot.name(), slot.retainedBytes());
        level = Level.worse(level, idle(slot, now, figures, what));
        level = Level.worse(level, kept(slot, what));
        String remedy = "lost".equals(slot.walStatus())
                ? "the connector cannot go on from this slot: drop it, start the connector with a new snapshot, then reconcile every table with repair"
                : slot.active()
                        ? "find what slows the connector (its lag, a long transaction, a sink of Kafka that throttles); raise max_slot_wal_keep_size or the disk if time is short"
                        : READ_AGAIN;
        return Reading.of(Sign.SLOT, slot.name(), level, String.join("; ", what), remedy)
                .with(figures);
    }

    private Level idle(SlotFacts slot, Instant now, Map<Figure, Double> figures, List<String> what) {
        if (slot.active()) {
            inactiveSince.remove(slot.name());
            figures.put(Figure.SLOT_INACTIVE, 0.0);
            return Level.OK;
        }
        Duration idle = Duration.between(inactiveSince.computeIfAbsent(slot.name(), name -> now), now);
        figures.put(Figure.SLOT_INACTIVE, (double) idle.toSeconds());
        what.add("nobody has read it for " + Words.time(idle));
        return inactive.judge(idle.toSeconds(), Level.OK);
    }

    private static Level kept(SlotFacts slot, List<String> what) {
        String status = slot.walStatus();
        if (status != null && !status.equals("reserved")) {
            what.add("wal_status is " + status);
        }
        Double safe = slot.safeBytes();
        Double limit = slot.limitBytes();
        if (safe != null && limit != null) {
            what.add(Words.bytes(safe) + " may still be written before max_slot_wal_keep_size ends it");
        }
        if ("lost".equals(status) || "unreserved".equals(status)) {
            return Level.CRITICAL;
        }
        if (safe != null && limit != null && limit > 0 && safe < limit * SCARCE) {
            return safe < limit * ALMOST_GONE ? Level.CRITICAL : Level.WARNING;
        }
        return Level.OK;
    }
}
