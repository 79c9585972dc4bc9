package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.Origin;
import dev.afterimage.cdc.position.MongoPosition;
import dev.afterimage.cdc.position.MySqlPosition;
import dev.afterimage.cdc.position.PostgresPosition;
import dev.afterimage.cdc.position.SnapshotKind;
import dev.afterimage.cdc.position.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an event's source and transaction blocks say, collected field by field from any wire form, and the origin made of it.
 *
 * <p>Texts that repeat from event to event are made into strings once. Used by one thread at a time, and reused.
 */
public final class SourceFields {
    private static final long MISSING = -1;
    private static final SourceField[] FIELDS = SourceField.values();

    private final @Nullable String[] texts = new @Nullable String[FIELDS.length];
    private final @Nullable String[] recentTexts = new @Nullable String[FIELDS.length];
    private final byte[][] recentBytes = new byte[FIELDS.length][0];
    private final long[] numbers = new long[FIELDS.length];
    private long sequenceCommit;
    private long sequenceEvent;

    public SourceFields() {
        clear();
    }

    /** Forgets what was collected. */
    public void clear() {
        Arrays.fill(texts, null);
        Arrays.fill(numbers, MISSING);
        sequenceCommit = MISSING;
        sequenceEvent = MISSING;
    }

    /** Takes a field that came as text, be it the digits of a number. */
    public void text(SourceField field, byte[] utf8, int from, int to) throws EventFailure {
        switch (field) {
            case NAME, CONNECTOR, DB, SCHEMA, TABLE, COLLECTION, SNAPSHOT -> {
                int place = field.ordinal();
                if (!Arrays.equals(utf8, from, to, recentBytes[place], 0, recentBytes[place].length)) {
                    recentBytes[place] = Arrays.copyOfRange(utf8, from, to);
                    recentTexts[place] = new String(utf8, from, to - from, StandardCharsets.UTF_8);
                }
                texts[place] = recentTexts[place] == null ? "" : recentTexts[place];
            }
            case TRANSACTION_ID -> texts[field.ordinal()] = new String(utf8, from, to - from, StandardCharsets.UTF_8);
            case SEQUENCE -> {
                LsnSequence sequence = LsnSequence.parse(utf8, from, to);
                sequenceCommit = sequence.commit();
                sequenceEvent = sequence.event();
            }
            case FILE -> numbers[field.ordinal()] = fileNumber(utf8, from, to);
            case TS_MS, LSN, POS, ROW, ORD, TOTAL_ORDER ->
                numbers[field.ordinal()] = LsnSequence.digits(utf8, from, to, field.wireName());
        }
    }

    /** Takes a field that came as integer. */
    public void number(SourceField field, long value) throws EventFailure {
        switch (field) {
            case TS_MS, LSN, POS, ROW, ORD, TOTAL_ORDER -> numbers[field.ordinal()] = value;
            case NAME, CONNECTOR, DB, SCHEMA, TABLE, COLLECTION, SNAPSHOT, TRANSACTION_ID, SEQUENCE, FILE ->
                throw malformed(field.wireName() + " is a number");
        }
    }

    /** Takes a field that came as boolean, as old connectors write {@code snapshot}. */
    public void bool(SourceField field, boolean value) throws EventFailure {
        if (field != SourceField.SNAPSHOT) {
            throw malformed(field.wireName() + " is a boolean");
        }
        texts[field.ordinal()] = value ? "true" : "false";
    }

    /**
     * The origin that the collected fields make.
     *
     * @throws EventFailure if they do not tell where the event stands; the category says whether it is the connector's setting
     */
    public Origin origin(Operation operation) throws EventFailure {
        String connector = required(SourceField.CONNECTOR);
        SnapshotKind snapshot = snapshot();
        SourcePosition position =
                switch (connector) {
                    case "postgresql" -> postgres(snapshot, operation);
                    case "mysql", "mariadb" -> mySql(snapshot);
                    case "mongodb" -> mongo(snapshot);
                    default ->
                        throw new EventFailure(
                                FailureCategory.POSITION_AMBIGUOUS,
                                "positions of this connector are not known here; postgresql, mysql, mariadb and mongodb are");
                };
        String table = text(SourceField.TABLE);
        return new Origin(
                required(SourceField.NAME),
                connector,
                text(SourceField.DB),
                text(SourceField.SCHEMA),
                table.isEmpty() ? text(SourceField.COLLECTION) : table,
                number(SourceField.TS_MS, "source.ts_ms"),
                position,
                texts[SourceField.TRANSACTION_ID.ordinal()],
                Math.max(numbers[SourceField.TOTAL_ORDER.ordinal()], 0));
    }

    private PostgresPosition postgres(SnapshotKind told, Operation operation) throws EventFailure {
        long event = sequenceEvent == MISSING ? numbers[SourceField.LSN.ordinal()] : sequenceEvent;
        if (event < 0) {
            throw new EventFailure(
                    FailureCategory.POSITION_AMBIGUOUS, "source.sequence and source.lsn hold no position");
        }
        long commit = sequenceCommit;
        long order = numbers[SourceField.TOTAL_ORDER.ordinal()];
        SnapshotKind snapshot = told;
        if (snapshot == SnapshotKind.FULL && commit != MISSING) {
            // A blocking snapshot repeats the last commit; a full one over old offsets has another commit, which is not
            // its position.
            if (commit == event) {
                snapshot = SnapshotKind.BLOCKING;
            } else {
                commit = MISSING;
            }
        }
        if (order < 0) {
            if (snapshot == SnapshotKind.NONE && operation != Operation.MESSAGE) {
                throw new EventFailure(
                        FailureCategory.CONNECTOR_SETTING,
                        "the event has no transaction.total_order: set provide.transaction.metadata=true in the connector");
            }
            order = 0;
        }
        return new PostgresPosition(commit == MISSING ? PostgresPosition.UNKNOWN : commit, event, order, snapshot);
    }

    private MySqlPosition mySql(SnapshotKind snapshot) throws EventFailure {
        long total = numbers[SourceField.TOTAL_ORDER.ordinal()];
        long order = total < 0 ? Math.max(numbers[SourceField.ROW.ordinal()], 0) : total;
        return new MySqlPosition(
                number(SourceField.FILE, "source.file"),
                number(SourceField.POS, "source.pos"),
                snapshot == SnapshotKind.NONE ? order : 0,
                snapshot);
    }

    private MongoPosition mongo(SnapshotKind snapshot) throws EventFailure {
        return new MongoPosition(
                number(SourceField.TS_MS, "source.ts_ms") / 1000,
                Math.max(numbers[SourceField.ORD.ordinal()], 0),
                snapshot);
    }

    private SnapshotKind snapshot() throws EventFailure {
        return switch (text(SourceField.SNAPSHOT)) {
            case "", "false" -> SnapshotKind.NONE;
            case "incremental" -> SnapshotKind.INCREMENTAL;
            case "true", "first", "first_in_data_collection", "last_in_data_collection", "last" -> SnapshotKind.FULL;
            default -> throw malformed("source.snapshot is of a kind not known here");
        };
    }

    private String text(SourceField field) {
        String text = texts[field.ordinal()];
        return text == null ? "" : text;
    }

    private String required(SourceField field) throws EventFailure {
        String text = text(field);
        if (text.isEmpty()) {
            throw malformed("source." + field.wireName() + " is missing");
        }
        return text;
    }

    private long number(SourceField field, String name) throws EventFailure {
        long value = numbers[field.ordinal()];
        if (value < 0) {
            throw malformed(name + " is missing or negative");
        }
        return value;
    }

    /** The digits at the end of a binlog file's name, or missing where there are none. */
    private static long fileNumber(byte[] utf8, int from, int to) throws EventFailure {
        int start = to;
        while (start > from && utf8[start - 1] >= '0' && utf8[start - 1] <= '9') {
            start--;
        }
        return start == to ? MISSING : LsnSequence.digits(utf8, start, to, "file");
    }

    private static EventFailure malformed(String what) {
        return new EventFailure(FailureCategory.MALFORMED, what);
    }
}
