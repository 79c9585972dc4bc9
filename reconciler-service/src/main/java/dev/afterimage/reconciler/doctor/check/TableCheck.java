package dev.afterimage.reconciler.doctor.check;

import dev.afterimage.reconciler.doctor.check.TableFacts.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does a table tell enough of its changes, and does the connector see them? Pure. */
public final class TableCheck {
    private static final String SOURCE = "source";
    private static final int NAMED = 10;

    private TableCheck() {}

    /**
     * @param publication which the connector reads, or null where that is not known
     * @param idColumns whether columns are set that identify its rows
     */
    public static List<Finding> of(TableFacts table, @Nullable String publication, boolean idColumns) {
        List<Finding> findings = new ArrayList<>();
        identity(table, idColumns).ifPresent(findings::add);
        toasted(table).ifPresent(findings::add);
        published(table, publication).ifPresent(findings::add);
        return findings;
    }

    private static Optional<Finding> identity(TableFacts table, boolean idColumns) {
        if (table.identity() == Identity.NOTHING) {
            return Optional.of(finding(
                    Severity.CRITICAL,
                    table,
                    "REPLICA IDENTITY is NOTHING: updates and deletes do not say which row they mean",
                    "alter table " + table.sql() + " replica identity default, or full where it has no key"));
        }
        if (!table.key() && table.identity() == Identity.DEFAULT) {
            return Optional.of(finding(
                    Severity.CRITICAL,
                    table,
                    "it has no primary key and REPLICA IDENTITY DEFAULT: the source refuses updates and deletes, and documents have no id",
                    "give it a primary key; or alter table " + table.sql()
                            + " replica identity full, and set id-columns for it"));
        }
        if (!table.key() && !idColumns) {
            return Optional.of(finding(
                    Severity.WARNING,
                    table,
                    "it has no primary key, and no columns are set that identify its rows: its events are parked, and it cannot be reconciled",
                    "give it a primary key, set id-columns for it (afterimage.tables), or leave it out"));
        }
        return Optional.empty();
    }

    private static Optional<Finding> toasted(TableFacts table) {
        if (table.identity() == Identity.FULL || table.toastable().isEmpty()) {
            return Optional.empty();
        }
        String columns =
                String.join(", ", table.toastable().stream().limit(NAMED).toList())
                        + (table.toastable().size() > NAMED ? ", …" : "");
        return Optional.of(
                finding(
                        Severity.ADVICE,
                        table,
                        "unchanged large values do not come with an update (" + columns
                                + "); the indexer completes such images from the stored document, and parks them while an earlier event of the key is parked",
                        "alter table " + table.sql()
                                + " replica identity full, if its large values exceed 2 kB and the additional log is bearable"));
    }

    private static Optional<Finding> published(TableFacts table, @Nullable String publication) {
        return publication == null || table.publications().contains(publication)
                ? Optional.empty()
                : Optional.of(finding(
                        Severity.CRITICAL,
                        table,
                        "the publication " + publication + " lacks it: its changes are not captured",
                        "alter publication " + TableFacts.identifier(publication) + " add table "
                                + table.sql()
                                + ", take an incremental snapshot of it, then reconcile it"));
    }

    private static Finding finding(Severity severity, TableFacts table, String what, String remedy) {
        return new Finding(severity, SOURCE, "table " + table.name(), what, remedy);
    }
}
