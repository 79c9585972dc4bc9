package dev.afterimage.dlq.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.dlq.config.DlqProperties;
import dev.afterimage.dlq.letter.Dialect;
import dev.afterimage.dlq.parking.Database;
import dev.afterimage.dlq.parking.Entries;
import dev.afterimage.dlq.parking.EntryFilter;
import dev.afterimage.dlq.parking.ReleaseRows;
import dev.afterimage.dlq.redrive.Road;
import dev.afterimage.dlq.retry.Canary;
import dev.afterimage.dlq.retry.Canary.Stage;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Releases of many entries at once: ordered and stopped by people, taken forward step by step by whichever instance comes. Thread-safe. */
@Singleton
public final class Releases {
    private static final Logger LOG = LoggerFactory.getLogger(Releases.class);

    private final Database database;
    private final Entries entries;
    private final ReleaseRows rows = new ReleaseRows();
    private final FilterJson json = new FilterJson(new ObjectMapper());
    private final Map<String, String> foreign;

    Releases(Database database, Entries entries, DlqProperties properties) {
        this.database = database;
        this.entries = entries;
        this.foreign = properties.foreign();
    }

    /** What a release would take, and where it would be sent; the 100 largest parts. */
    public DryRun dryRun(EntryFilter filter) {
        return new DryRun(entries.parts(filter, 100).stream()
                .map(part -> new DryRun.Part(
                        part.group(),
                        Road.of(Dialect.valueOf(part.dialect()), part.group(), foreign),
                        part.count(),
                        part.attention()))
                .toList());
    }

    /** How many entries a release would take. */
    public long count(EntryFilter filter) {
        return entries.redrivable(filter).total();
    }

    /**
     * Orders a release of what is open now; entries that fail later are not part of it.
     *
     * @param rate entries a second, 1 to 10,000
     */
    public Release order(EntryFilter filter, int rate, String who) {
        Entries.Counted counted = entries.redrivable(filter);
        String text = json.write(filter);
        long id = database.jdbi().inTransaction(handle -> {
            long made = rows.insert(handle, who, text, counted.upToId(), counted.total(), rate);
            AuditLog.write(
                    handle,
                    who,
                    "release",
                    null,
                    counted.total(),
                    "release " + made + " of " + text + " at " + rate + "/s");
            return made;
        });
        return find(id).orElseThrow();
    }

    /** Ends a release; what was chosen already runs its course. */
    public Optional<Release> stop(long id, String who) {
        database.jdbi().useTransaction(handle -> {
            if (rows.enter(handle, id, Stage.STOPPED, "stopped by " + who)) {
                AuditLog.write(handle, who, "stop release", null, 0, "release " + id);
            }
        });
        return find(id);
    }

    public Optional<Release> find(long id) {
        return database.jdbi().withHandle(handle -> rows.find(handle, id)).map(Releases::release);
    }

    /** The newest releases. */
    public List<Release> newest(int limit) {
        return database.jdbi().withHandle(handle -> rows.newest(handle, limit)).stream()
                .map(Releases::release)
                .toList();
    }

    /** Takes every open release one step further; answers whether one may be taken further at once. */
    boolean step() {
        return database.jdbi().inTransaction(handle -> {
            boolean more = false;
            for (ReleaseRows.Row row : rows.lockOpen(handle)) {
                more |= step(handle, row);
            }
            return more;
        });
    }

    private boolean step(Handle handle, ReleaseRows.Row row) {
        EntryFilter filter = json.read(row.filter());
        List<Long> next = rows.next(handle, row, filter);
        ReleaseRows.Counts counts = row.counts();
        Canary.State state = new Canary.State(
                row.stage(), next.size(), counts.open(), counts.home(), counts.failed(), row.sinceProgress());
        return switch (Canary.next(state, row.allowance())) {
            case Canary.Step.Choose(long records) -> {
                if (records > 0) {
                    rows.choose(handle, row.id(), next.subList(0, (int) records));
                }
                yield false;
            }
            case Canary.Step.Enter(Stage stage, String reason) -> {
                rows.enter(handle, row.id(), stage, reason);
                if (stage.over()) {
                    LOG.info("Release {} is {}: {}", row.id(), stage, reason);
                    AuditLog.write(
                            handle,
                            AuditLog.SYSTEM,
                            stage == Stage.DONE ? "release done" : "stop release",
                            null,
                            counts.home() + counts.failed(),
                            "release " + row.id() + ": " + reason);
                }
                yield true;
            }
        };
    }

    private static Release release(ReleaseRows.Row row) {
        return new Release(
                row.id(),
                row.createdAt(),
                row.createdBy(),
                row.filter(),
                row.total(),
                row.rate(),
                ReleaseRows.text(row.stage()),
                row.reason(),
                row.counts().open(),
                row.counts().home(),
                row.counts().failed());
    }

    /** A filter as it is kept with its release. */
    private record FilterJson(ObjectMapper mapper) {
        String write(EntryFilter filter) {
            try {
                return mapper.writeValueAsString(filter.toMap());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a filter is plain text and numbers", e);
            }
        }

        EntryFilter read(String text) {
            try {
                return EntryFilter.ofMap(mapper.readValue(
                        text, mapper.getTypeFactory().constructMapType(Map.class, String.class, String.class)));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a release's filter is what we wrote", e);
            }
        }
    }
}
