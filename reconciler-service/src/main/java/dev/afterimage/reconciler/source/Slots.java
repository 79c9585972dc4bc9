package dev.afterimage.reconciler.source;

import dev.afterimage.reconciler.watch.judge.SlotFacts;
import dev.afterimage.reconciler.watch.judge.WalFacts;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The logical replication slots of the source's database, and the log that its server keeps. Thread-safe. */
@Singleton
public final class Slots {
    private static final String SLOTS = """
            select s.slot_name, s.active, s.wal_status, s.safe_wal_size,
                coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn), 0),
                coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), s.confirmed_flush_lsn), 0),
                (select setting::bigint * 1048576 from pg_settings where name = 'max_slot_wal_keep_size')
            from pg_replication_slots s
            where s.slot_type = 'logical' and s.database = current_database() and not s.temporary
            order by s.slot_name""";

    private static final String MAY_SEE_LOG = "select has_function_privilege('pg_ls_waldir()', 'execute')";

    private static final String LOG = """
            select sum(size), (select setting::bigint * 1048576 from pg_settings where name = 'max_wal_size') from pg_ls_waldir()""";

    private final Source source;

    Slots(Source source) {
        this.source = source;
    }

    /** @throws SourceException if the source refuses or does not answer; a replica refuses, since slots are the primary's */
    public List<SlotFacts> all() {
        return source.briefly("reading its replication slots", connection -> {
            List<SlotFacts> slots = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery(SLOTS)) {
                while (found.next()) {
                    slots.add(new SlotFacts(
                            found.getString(1),
                            found.getBoolean(2),
                            found.getDouble(5),
                            found.getDouble(6),
                            found.getString(3),
                            number(found, 4),
                            limit(found.getDouble(7))));
                }
            }
            return slots;
        });
    }

    /** The log on the server's disk; nothing if the user may not ask for it. */
    public Optional<WalFacts> wal() {
        return source.briefly("reading how much log it keeps", connection -> {
            try (Statement statement = connection.createStatement()) {
                try (ResultSet may = statement.executeQuery(MAY_SEE_LOG)) {
                    if (!may.next() || !may.getBoolean(1)) {
                        return Optional.empty();
                    }
                }
                try (ResultSet found = statement.executeQuery(LOG)) {
                    found.next();
                    return Optional.of(new WalFacts(found.getDouble(1), found.getDouble(2)));
                }
            }
        });
    }

    private static @Nullable Double number(ResultSet found, int column) throws SQLException {
        double value = found.getDouble(column);
        return found.wasNull() ? null : value;
    }

    private static @Nullable Double limit(double bytes) {
        return bytes < 0 ? null : bytes;
    }
}
