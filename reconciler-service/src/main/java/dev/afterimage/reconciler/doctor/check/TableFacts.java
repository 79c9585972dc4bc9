package dev.afterimage.reconciler.doctor.check;

import java.util.List;

/**
 * A table of the source.
 *
 * @param name as {@code schema.table}
 * @param identity how its REPLICA IDENTITY is set
 * @param key whether it has a primary key
 * @param toastable columns whose unchanged large values do not come with an update
 * @param publications those that it is in
 */
public record TableFacts(
        String name, Identity identity, boolean key, List<String> toastable, List<String> publications) {
    /** The settings of REPLICA IDENTITY. */
    public enum Identity {
        DEFAULT,
        FULL,
        INDEX,
        NOTHING
    }

    public TableFacts {
        toastable = List.copyOf(toastable);
        publications = List.copyOf(publications);
    }
}
