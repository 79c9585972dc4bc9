package dev.afterimage.dlq.decision;

import dev.afterimage.dlq.config.DlqProperties;
import dev.afterimage.dlq.letter.Dialect;
import dev.afterimage.dlq.parking.Database;
import dev.afterimage.dlq.parking.Entries;
import dev.afterimage.dlq.parking.Entry;
import dev.afterimage.dlq.parking.EntryDecisions;
import dev.afterimage.dlq.redrive.Road;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person decides about one entry. Thread-safe. */
@Singleton
public final class Decisions {
    /** How a decision ended. */
    public sealed interface Verdict {
        /**
         * It is done.
         *
         * @param entry as it is now
         * @param warning what the person should know, or null
         */
        record Done(Entry entry, @Nullable String warning) implements Verdict {}

        /** There is no such entry. */
        record Unknown() implements Verdict {}

        /** The entry is not in a state for it. */
        record Refused(String why) implements Verdict {}
    }

    private final Database database;
    private final Entries entries;
    private final EntryDecisions changes = new EntryDecisions();
    private final Map<String, String> foreign;

    Decisions(Database database, Entries entries, DlqProperties properties) {
        this.database = database;
        this.entries = entries;
        this.foreign = properties.foreign();
    }

    /** Where an entry would be sent. */
    public Road road(Entry entry) {
        return Road.of(Dialect.valueOf(entry.dialect()), entry.group(), foreign);
    }

    /** Sends an entry again now, in its key's order. */
    public Verdict redrive(long id, String who) {
        Entry entry = entries.entry(id).orElse(null);
        if (entry == null) {
            return new Verdict.Unknown();
        }
        Road road = road(entry);
        if (road instanceof Road.None(String why)) {
            return new Verdict.Refused(why);
        }
        boolean done = database.jdbi().inTransaction(handle -> {
            boolean changed = changes.redrive(handle, id);
            if (changed) {
                AuditLog.write(handle, who, "redrive", id, 1, null);
            }
            return changed;
        });
        return verdict(id, done, road instanceof Road.Foreign ? Road.warning() : null);
    }

    /** Gives an entry up, for a reason. */
    public Verdict discard(long id, String reason, String who) {
        if (entries.entry(id).isEmpty()) {
            return new Verdict.Unknown();
        }
        boolean done = database.jdbi().inTransaction(handle -> {
            boolean changed = changes.discard(handle, id);
            if (changed) {
                AuditLog.write(handle, who, "discard", id, 1, reason);
            }
            return changed;
        });
        return verdict(id, done, null);
    }

    /** Keeps a corrected value beside the original, and sends it if asked to. */
    public Verdict edit(long id, byte[] value, String reason, boolean redrive, String who) {
        Entry entry = entries.entry(id).orElse(null);
        if (entry == null) {
            return new Verdict.Unknown();
        }
        Road road = road(entry);
        if (redrive && road instanceof Road.None(String why)) {
            return new Verdict.Refused(why);
        }
        boolean done = database.jdbi().inTransaction(handle -> {
            boolean changed = changes.edit(handle, id, who, reason, value);
            if (changed) {
                AuditLog.write(handle, who, "edit", id, 1, reason);
                if (redrive && changes.redrive(handle, id)) {
                    AuditLog.write(handle, who, "redrive", id, 1, "the corrected value");
                }
            }
            return changed;
        });
        return verdict(id, done, road instanceof Road.Foreign ? Road.warning() : null);
    }

    /** The newest lines of the audit log. */
    public List<AuditLog.Line> audit(int limit) {
        return database.jdbi().withHandle(handle -> AuditLog.newest(handle, limit));
    }

    private Verdict verdict(long id, boolean done, @Nullable String warning) {
        Entry now = entries.entry(id).orElse(null);
        if (now == null) {
            return new Verdict.Unknown();
        }
        return done
                ? new Verdict.Done(now, warning)
                : new Verdict.Refused(
                        now.state().equals("sent")
                                ? "it was sent again and its outcome is awaited"
                                : "it is " + (now.resolution() == null ? now.state() : now.resolution()) + " already");
    }
}
