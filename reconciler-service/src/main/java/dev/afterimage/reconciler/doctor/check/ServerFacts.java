package dev.afterimage.reconciler.doctor.check;

import java.util.List;

/**
 * The source's server.
 *
 * @param limited whether {@code max_slot_wal_keep_size} limits what a slot holds back
 * @param idleSlots logical slots of this database that nobody reads
 */
public record ServerFacts(String walLevel, boolean limited, List<String> idleSlots) {
    public ServerFacts {
        idleSlots = List.copyOf(idleSlots);
    }
}
