package dev.afterimage.reconciler.run;

import dev.afterimage.reconciler.config.Depth;
import dev.afterimage.reconciler.config.ReconcilerProperties;
import dev.afterimage.reconciler.history.Listener;
import dev.afterimage.reconciler.history.OneAtATime;
import dev.afterimage.reconciler.history.Reports;
import dev.afterimage.reconciler.history.Run;
import dev.afterimage.reconciler.history.RunState;
import dev.afterimage.reconciler.history.Runs;
import dev.afterimage.reconciler.history.TableReport;
import dev.afterimage.reconciler.table.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off what was ordered, one reconciliation at a time over all instances. What an instance that died left behind goes on with the tables that
 * are not done.
 */
final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final OneAtATime turns;
    private final Runs runs;
    private final Reports reports;
    private final TablesToRun tables;
    private final TableRun.Tools tools;
    private final ReconcilerProperties properties;
    private final Vigil vigil;
    private final Listener listener;
    private final CountDownLatch ending = new CountDownLatch(1);

    Runner(
            OneAtATime turns,
            Runs runs,
            Reports reports,
            TablesToRun tables,
            TableRun.Tools tools,
            Vigil vigil,
            Listener listener) {
        this.turns = turns;
        this.runs = runs;
        this.reports = reports;
        this.tables = tables;
        this.tools = tools;
        this.properties = tools.properties();
        this.vigil = vigil;
        this.listener = listener;
    }

    /** Runs what is next, if anything; answers whether there may be more. */
    boolean round() throws InterruptedException {
        Optional<OneAtATime.Turn> turn = turns.take();
        if (turn.isEmpty()) {
            return false;
        }
        try (OneAtATime.Turn mine = turn.get()) {
            Optional<Run> next = runs.next();
            if (next.isPresent()) {
                run(next.get());
            }
            return next.isPresent() && ending.getCount() > 0;
        }
    }

    private void run(Run run) throws InterruptedException {
        LOG.info("Reconciliation {} begins", run.id());
        runs.running(run.id(), "beginning");
        RunState worst = RunState.EQUAL;
        try {
            List<TableName> wanted = run.order().tables().isEmpty()
                    ? tables.all()
                    : run.order().tables().stream().map(TableName::of).toList();
            Set<String> done = reports.done(run.id());
            for (TableName table : wanted) {
                if (ending.getCount() == 0) {
                    LOG.info("Reconciliation {} goes on when the service is there again", run.id());
                    return;
                }
                if (!done.contains(table.toString())) {
                    TableReport report = table(run, table);
                    reports.keep(run.id(), report);
                    listener.found(report);
                }
            }
            for (TableReport report : reports.of(run.id())) {
                worst = worst.worse(report.state());
            }
            runs.ended(run.id(), worst, wanted.isEmpty() ? "there is no table to compare" : null);
        } catch (Ending e) {
            LOG.info("Reconciliation {} goes on when the service is there again", run.id());
            return;
        } catch (RuntimeException e) {
            LOG.error("Reconciliation {} failed", run.id(), e);
            worst = RunState.FAILED;
            runs.ended(run.id(), worst, e.getClass().getSimpleName() + ": the log tells more");
        }
        LOG.info("Reconciliation {}: {}", run.id(), worst.word());
        listener.ended(run, worst);
    }

    private TableReport table(Run run, TableName table) throws InterruptedException {
        Depth own = tools.rules().depth(table);
        Depth ordered = run.order().depth();
        Depth depth = ordered != null ? ordered : own != null ? own : properties.depth();
        int part = (int) (run.id() % FirstLook.PARTS);
        TableReport report = new TableRun(
                        table, depth, run.order().repair(), run.order().ids(), part, tools, new Steps(run.id()))
                .run();
        LOG.info(
                "{}: {}, {} rows, {} documents, {} differences, {} repaired",
                table,
                report.state().word(),
                report.rows(),
                report.documents(),
                report.differences(),
                report.repaired());
        return report;
    }

    private final class Steps implements Progress {
        private final long run;

        Steps(long run) {
            this.run = run;
        }

        @Override
        public void step(String what) {
            vigil.step();
            if (ending.getCount() == 0) {
                throw new Ending();
            }
            runs.running(run, what);
        }

        @Override
        public void rest(Duration how) throws InterruptedException {
            if (ending.await(how.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Ending();
            }
        }
    }

    void end() {
        ending.countDown();
    }
}
