package dev.afterimage.reconciler.api;

import dev.afterimage.reconciler.config.Depth;
import dev.afterimage.reconciler.history.Finding;
import dev.afterimage.reconciler.history.Order;
import dev.afterimage.reconciler.history.RepairState;
import dev.afterimage.reconciler.history.Reports;
import dev.afterimage.reconciler.history.Run;
import dev.afterimage.reconciler.history.Runs;
import dev.afterimage.reconciler.history.TableReport;
import dev.afterimage.reconciler.table.TableName;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** What programs and people can ask for, the same for both. Thread-safe. */
@Singleton
public final class Ordering {
    private static final int MOST_TABLES = 10_000;
    private static final int MOST_IDS = 100_000;

    private final Runs runs;
    private final Reports reports;

    Ordering(Runs runs, Reports reports) {
        this.runs = runs;
        this.reports = reports;
    }

    /**
     * Orders a reconciliation.
     *
     * @param tables none means all
     * @param ids only these documents of the one table; none means all
     * @return its id
     */
    public long reconcile(String by, List<String> tables, List<String> ids, @Nullable String depth, boolean repair) {
        return asked(() -> {
            if (tables.size() > MOST_TABLES || ids.size() > MOST_IDS) {
                throw new IllegalArgumentException("tables are " + MOST_TABLES + " at most, ids " + MOST_IDS);
            }
            List<String> named =
                    tables.stream().map(TableName::of).map(TableName::toString).toList();
            Depth deep = depth == null || depth.isBlank() ? null : depth(depth);
            return runs.order(new Order(by, false, named, ids, deep, repair));
        });
    }

    /** The differences of a table in a run that are not repaired: what a repair would take. */
    public List<Finding> repairable(long run, String table, @Nullable String id, int limit) {
        return asked(() -> report(run, table).findings().stream()
                .filter(finding -> finding.repair() != RepairState.REPAIRED)
                .filter(finding -> id == null || finding.id().equals(id))
                .limit(limit)
                .toList());
    }

    /** Orders the repair of what a run found in a table: these keys are looked at twice more, and repaired if they still differ. */
    public long repair(String by, long run, String table, @Nullable String id, int limit) {
        List<String> ids =
                repairable(run, table, id, limit).stream().map(Finding::id).toList();
        if (ids.isEmpty()) {
            throw new ProblemException(Problem.of(
                    HttpStatus.CONFLICT,
                    "nothing-to-repair",
                    "Nothing to repair",
                    "The run holds no difference of this table, or key, that is not repaired."));
        }
        return reconcile(by, List.of(table), ids, null, true);
    }

    public Run run(long id) {
        return asked(() -> runs.find(id)).orElseThrow(Ordering::unknown);
    }

    public List<Run> newest(int limit) {
        return asked(() -> runs.newest(limit));
    }

    public List<TableReport> reports(long run) {
        return asked(() -> reports.of(run));
    }

    public List<TableReport> latest() {
        return asked(reports::newest);
    }

    public List<TableReport> history(String table, int limit) {
        return asked(() -> reports.ofTable(table, limit));
    }

    private TableReport report(long run, String table) {
        return reports.of(run).stream()
                .filter(report -> report.table().equals(table))
                .findFirst()
                .orElseThrow(Ordering::unknown);
    }

    private static Depth depth(String word) {
        try {
            return Depth.of(word);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("depth is counts, checksums or full", e);
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.of(
                HttpStatus.NOT_FOUND,
                "no-such-reconciliation",
                "No such reconciliation",
                "There is no reconciliation with this id, or it holds no such table."));
    }

    /** Does the work; what the database or a value refuses becomes a problem that tells the caller what to do. */
    private static <T> T asked(Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException e) {
            throw new ProblemException(Problem.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "database-unavailable",
                    "The database does not answer",
                    "Findings are kept in PostgreSQL, which does not answer now; try again later."));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(
                    HttpStatus.BAD_REQUEST,
                    "invalid-request",
                    "Invalid request",
                    "A parameter is not of the expected form: " + e.getMessage() + "."));
        }
    }
}
