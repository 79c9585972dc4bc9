package dev.afterimage.dlq.parking;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a parked record stands. */
public enum EntryState {
    /** Will be sent again by itself at a known time. */
    WAITING,
    /** Was due, and waits behind an earlier record of its key. */
    BEHIND,
    /** Waits until the registry knows its schema. */
    SCHEMA,
    /** A person must decide. */
    ATTENTION,
    /** Sent again; its outcome is awaited. */
    SENT,
    /** Over. */
    RESOLVED;

    /** As it stands in the database and in the API. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<EntryState> find(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }
}
