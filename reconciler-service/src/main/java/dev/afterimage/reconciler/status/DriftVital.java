package dev.afterimage.reconciler.status;

import dev.afterimage.reconciler.history.RunState;
import dev.afterimage.reconciler.history.TableReport;
import dev.afterimage.support.vital.Concern;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.support.vital.Vital;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tables that a person should look at: they differ, or nothing could be said of them. */
@Singleton
final class DriftVital implements Vital {
    private final Figures figures;

    DriftVital(Figures figures) {
        this.figures = figures;
    }

    @Override
    public Concern concern() {
        return Concern.ADVICE;
    }

    @Override
    public List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        figures.newest().stream()
                .sorted(Comparator.comparing(TableReport::table))
                .forEach(report -> add(report, conditions));
        return conditions;
    }

    private static void add(TableReport report, List<Condition> conditions) {
        String name = "table " + report.table();
        long open = report.differences() - report.repaired();
        if (report.state() == RunState.DIFFERENT && !report.tolerated() && (open > 0 || report.differences() == 0)) {
            conditions.add(new Condition.Ailing(
                    name,
                    report.differences() == 0
                            ? "it has " + report.rows() + " rows and " + report.documents() + " documents"
                            : open + " of its rows and documents differ",
                    "look at its differences and their causes, then repair them"));
        } else if (report.state() == RunState.INCONCLUSIVE || report.state() == RunState.FAILED) {
            conditions.add(new Condition.Ailing(
                    name,
                    "nothing could be said of it: " + report.reason(),
                    "mend what the reason names, then reconcile the table again"));
        } else {
            conditions.add(new Condition.Well(name, report.rows() + " rows compared at " + report.endedAt()));
        }
    }
}
