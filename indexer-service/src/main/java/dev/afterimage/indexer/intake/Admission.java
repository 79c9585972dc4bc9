package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.cdc.envelope.EventDecoder;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.ChangeEvent.RowChange;
import dev.afterimage.cdc.event.Origin;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.key.DocumentId;
import dev.afterimage.cdc.position.VersionOverflowException;
import dev.afterimage.indexer.document.DeleteMode;
import dev.afterimage.indexer.plan.Candidate;
import dev.afterimage.indexer.plan.DocumentKey;
import dev.afterimage.indexer.plan.EpochBook;
import dev.afterimage.indexer.plan.Images;
import dev.afterimage.indexer.plan.PositionWatch;
import dev.afterimage.indexer.plan.Ticket;
import dev.afterimage.indexer.plan.WorkBook;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes one record in: decodes it, finds its table, document and version, and books it as a candidate. Confined to the worker. */
final class Admission {
    /** What became of a record at the door. */
    sealed interface Admitted {
        /** It is in the work book. */
        record Booked() implements Admitted {}

        /** It changes no indexed row. */
        record Filtered() implements Admitted {}

        /** It empties a table. */
        record Emptied(Table table, ChangeEvent.Truncate truncate, long version) implements Admitted {}
    }

    private static final Admitted BOOKED = new Admitted.Booked();
    private static final Admitted FILTERED = new Admitted.Filtered();

    private final EventDecoder decoder;
    private final Tables tables;
    private final WorkBook book;
    private final Supplier<EpochBook> epochs;
    private final Clock clock;
    private final long horizonMs;

    Admission(
            EventDecoder decoder,
            Tables tables,
            WorkBook book,
            Supplier<EpochBook> epochs,
            Clock clock,
            long horizonMs) {
        this.decoder = decoder;
        this.tables = tables;
        this.book = book;
        this.epochs = epochs;
        this.clock = clock;
        this.horizonMs = horizonMs;
    }

    /**
     * @throws EventFailure by its category the record is parked, or its source stopped
     */
    Admitted admit(Ticket ticket, PartitionWork partition) throws EventFailure {
        ChangeEvent event = decoder.decode(ticket.record(), ticket.at());
        try {
            return switch (event) {
                case ChangeEvent.Tombstone ignored -> FILTERED;
                case ChangeEvent.Irrelevant ignored -> FILTERED;
                case ChangeEvent.Message ignored -> FILTERED;
                case ChangeEvent.Truncate truncate -> truncate(ticket, truncate, partition);
                case RowChange change -> row(ticket, change, partition);
            };
        } catch (VersionOverflowException e) {
            throw new EventFailure(FailureCategory.VERSION_OVERFLOW, String.valueOf(e.getMessage()), e);
        }
    }

    private Admitted truncate(Ticket ticket, ChangeEvent.Truncate truncate, PartitionWork partition)
            throws EventFailure {
        Table table = tables.of(ticket.at().topic(), truncate.origin());
        if (!table.options().enabled()) {
            return FILTERED;
        }
        if (!table.options().truncates()) {
            throw new EventFailure(
                    FailureCategory.TRUNCATE_REFUSED,
                    "table " + table.name()
                            + " was truncated at the source, and its configuration does not allow truncates");
        }
        int epoch = epoch(ticket, truncate.origin(), partition);
        return new Admitted.Emptied(
                table, truncate, truncate.origin().position().version(epoch).value());
    }

    private Admitted row(Ticket ticket, RowChange change, PartitionWork partition) throws EventFailure {
        Table table = tables.of(ticket.at().topic(), change.origin());
        if (!table.options().enabled()) {
            return FILTERED;
        }
        int epoch = epoch(ticket, change.origin(), partition);
        if (beyondMemory(ticket, change.origin(), partition)) {
            ticket.markLate();
        }
        Identity identity = identity(table, change);
        Candidate candidate = Candidate.of(ticket, change, epoch, image(table, change), identity.keepKey());
        book.admit(identity.key(), candidate);
        table.seen(change.origin().position().commit(), change.origin().committedAt());
        return BOOKED;
    }

    private int epoch(Ticket ticket, Origin origin, PartitionWork partition) throws EventFailure {
        RecordCoordinates at = ticket.at();
        if (ticket.redrive() != null && ticket.redrive().kind() == Redrive.Kind.REPAIR) {
            return epochs.get().current(origin.source());
        }
        int epoch = epochs.get().epochOf(origin.source(), at.topic(), at.partition(), at.offset());
        if (ticket.redrive() != null) {
            return epoch;
        }
        // Told by the record's place rather than remembered, so that it holds whenever and by whomever the record is
        // read.
        PositionWatch watch = epochs.get().begins(origin.source(), at.topic(), at.partition(), at.offset())
                ? PositionWatch.NEW
                : partition.watches().of(origin.source());
        if (watch.look(origin) == PositionWatch.Finding.FELL) {
            throw new EventFailure(
                    FailureCategory.POSITION_FELL,
                    "the position of source " + origin.source() + " fell from " + watch.commit() + " to "
                            + origin.position().commit() + " at " + at
                            + ": it was restored, upgraded by dump or failed over; open a new epoch for it");
        }
        partition.watches().put(origin.source(), watch.seen(origin, at.offset()));
        return epoch;
    }

    private static @Nullable RowImage image(Table table, RowChange change) {
        return switch (change) {
            case ChangeEvent.Upsert upsert ->
                upsert.before() == null ? upsert.after() : Images.fromBefore(upsert.after(), upsert.before());
            // The last document is kept: every column of it is taken from what is stored.
            case ChangeEvent.Delete delete ->
                table.options().deletes() == DeleteMode.SOFT && table.lastSchema() != null
                        ? Images.unavailable(table.lastSchema())
                        : null;
        };
    }

    /** Which document, and whether it must hold its key. */
    private record Identity(DocumentKey key, boolean keepKey) {}

    private static Identity identity(Table table, RowChange change) throws EventFailure {
        RowImage row = change.key();
        DocumentId id;
        if (!table.options().idColumns().isEmpty()) {
            row = change instanceof ChangeEvent.Upsert upsert ? upsert.after() : change.before();
            if (row == null) {
                throw new EventFailure(
                        FailureCategory.KEY_MISSING,
                        "a delete without the old row has no id columns: set REPLICA IDENTITY FULL on " + table.name());
            }
            id = table.ids().of(row, indexes(row, table));
        } else {
            id = table.ids().of(row);
        }
        return new Identity(new DocumentKey(table.index(), id.text(), routing(table, row)), id.keepKey());
    }

    private static int[] indexes(RowImage row, Table table) throws EventFailure {
        int[] found = new int[table.options().idColumns().size()];
        for (int i = 0; i < found.length; i++) {
            String column = table.options().idColumns().get(i);
            found[i] = row.schema().indexOf(column);
            if (found[i] < 0) {
                throw new EventFailure(
                        FailureCategory.KEY_MISSING, "table " + table.name() + " has no id column " + column);
            }
        }
        return found;
    }

    private static @Nullable String routing(Table table, @Nullable RowImage key) throws EventFailure {
        String column = table.options().routing();
        if (column == null) {
            return null;
        }
        int at = key == null ? -1 : key.schema().indexOf(column);
        if (key == null || at < 0 || !key.hasValue(at)) {
            throw new EventFailure(
                    FailureCategory.KEY_MISSING,
                    "routing column " + column + " of " + table.name() + " is not in its key");
        }
        return table.ids().of(key, new int[] {at}).text();
    }

    /** The source that a record comes from, if it can be decoded. */
    Optional<String> sourceOf(Ticket ticket) {
        try {
            return switch (decoder.decode(ticket.record(), ticket.at())) {
                case RowChange change -> Optional.of(change.origin().source());
                case ChangeEvent.Truncate truncate ->
                    Optional.of(truncate.origin().source());
                case ChangeEvent.Message message -> Optional.of(message.origin().source());
                case ChangeEvent.Tombstone ignored -> Optional.empty();
                case ChangeEvent.Irrelevant ignored -> Optional.empty();
            };
        } catch (EventFailure e) {
            return Optional.empty();
        }
    }

    /** Whether a record comes back so late that the tombstones of its time may be gone. */
    private boolean beyondMemory(Ticket ticket, Origin origin, PartitionWork partition) {
        if (origin.committedAt() >= clock.millis() - horizonMs) {
            return false;
        }
        Redrive redrive = ticket.redrive();
        return redrive != null
                ? redrive.kind() == Redrive.Kind.REDRIVE
                : partition
                        .watches()
                        .of(origin.source())
                        .late(origin, ticket.at().offset());
    }
}
