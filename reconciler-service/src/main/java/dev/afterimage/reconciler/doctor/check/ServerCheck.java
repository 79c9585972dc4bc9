package dev.afterimage.reconciler.doctor.check;

import java.util.ArrayList;
import java.util.List;

/** Does the source's server give its changes away, and is its disk safe? Pure. */
public final class ServerCheck {
    private static final String SOURCE = "source";

    private ServerCheck() {}

    public static List<Finding> of(ServerFacts server) {
        List<Finding> findings = new ArrayList<>();
        if (!server.walLevel().equals("logical")) {
            findings.add(new Finding(
                    Severity.CRITICAL,
                    SOURCE,
                    "wal_level",
                    "wal_level is " + server.walLevel() + ": changes cannot be read from the log",
                    "set wal_level = logical and start the server again"));
        }
        if (!server.limited()) {
            findings.add(
                    new Finding(
                            Severity.ADVICE,
                            SOURCE,
                            "max_slot_wal_keep_size",
                            "nothing limits the log that a slot holds back: a connector that stands still fills the server's disk",
                            "set max_slot_wal_keep_size to what the disk can spare, and watch the vital sign slot: a slot beyond it is lost"));
        }
        for (String slot : server.idleSlots()) {
            findings.add(new Finding(
                    Severity.WARNING,
                    SOURCE,
                    "slot " + slot,
                    "nobody reads this replication slot; the log since then stays on the disk",
                    "start its connector, or drop it if there is none any more: select pg_drop_replication_slot('"
                            + slot + "')"));
        }
        return findings;
    }
}
