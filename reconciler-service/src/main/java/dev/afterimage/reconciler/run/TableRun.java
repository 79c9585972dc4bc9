package dev.afterimage.reconciler.run;

import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.reconciler.compare.Judge;
import dev.afterimage.reconciler.compare.Kind;
import dev.afterimage.reconciler.config.Depth;
import dev.afterimage.reconciler.config.ReconcilerProperties;
import dev.afterimage.reconciler.cut.Cut;
import dev.afterimage.reconciler.cut.CutException;
import dev.afterimage.reconciler.cut.Cuts;
import dev.afterimage.reconciler.cut.HalfCut;
import dev.afterimage.reconciler.explain.Explainer;
import dev.afterimage.reconciler.history.Finding;
import dev.afterimage.reconciler.history.RepairState;
import dev.afterimage.reconciler.history.RunState;
import dev.afterimage.reconciler.history.TableReport;
import dev.afterimage.reconciler.index.IndexException;
import dev.afterimage.reconciler.repair.Repairs;
import dev.afterimage.reconciler.source.SourceException;
import dev.afterimage.reconciler.table.TableName;
import dev.afterimage.reconciler.table.TableRules;
import dev.afterimage.reconciler.table.TableShape;
import dev.afterimage.reconciler.table.UncomparableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One table's way through a reconciliation: first look, second looks, explanation, repair, and a look at the repair. Not thread-safe. */
final class TableRun {
    private static final Logger LOG = LoggerFactory.getLogger(TableRun.class);

    private final TableName table;
    private final Depth asked;
    private final boolean repair;
    private final List<String> only;
    private final int part;
    private final Tools tools;
    private final Progress progress;
    private final Instant from = Instant.now();

    private @Nullable TableShape shape;
    private @Nullable Keys keys;
    private Depth depth;
    private FirstLook.@Nullable Seen first;
    private Map<String, Judge.Verdict> differing = new LinkedHashMap<>();
    private Set<String> changing = Set.of();
    private List<Finding> findings = List.of();
    private @Nullable String note;

    /** What every table's run works with. */
    record Tools(
            Cuts cuts,
            Explainer explainer,
            Repairs repairs,
            TableRules rules,
            ReconcilerProperties properties,
            FirstLook.Tools look) {}

    /**
     * @param only ids of the only documents to look at; empty means all
     * @param part which part of the index is hashed anew
     */
    TableRun(
            TableName table, Depth asked, boolean repair, List<String> only, int part, Tools tools, Progress progress) {
        this.table = table;
        this.asked = asked;
        this.depth = asked;
        this.repair = repair;
        this.only = only;
        this.part = part;
        this.tools = tools;
        this.progress = progress;
    }

    /** Never fails: what keeps it from a result is its result. */
    TableReport run() throws InterruptedException {
        try {
            Set<String> suspects = only.isEmpty() ? firstLook() : suspected();
            if (asked == Depth.COUNTS && only.isEmpty()) {
                return report(RunState.EQUAL);
            }
            lookAgain(suspects);
            explain();
        } catch (CutException | UncomparableException | IndexException | SourceException e) {
            LOG.warn("{} cannot be compared now: {}", table, e.getMessage());
            return undone(RunState.INCONCLUSIVE, String.valueOf(e.getMessage()));
        } catch (Ending e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("The reconciliation of {} failed", table, e);
            return undone(
                    RunState.FAILED, "the reconciler failed: " + e.getClass().getSimpleName());
        }
        if (repair && !findings.isEmpty()) {
            repairAll();
        }
        return report(RunState.EQUAL);
    }

    private Set<String> firstLook() throws InterruptedException {
        FirstLook.Seen seen = look(asked);
        if (asked == Depth.COUNTS && seen.rows() != seen.documents()) {
            progress.rest(tools.properties().secondLook());
            seen = look(asked);
        }
        first = seen;
        return seen.suspects();
    }

    private FirstLook.Seen look(Depth wanted) throws InterruptedException {
        progress.step(table + ": waiting for a position on both sides");
        try (HalfCut half = tools.cuts().begin(table)) {
            meet(half.rows().shape());
            if (wanted == Depth.CHECKSUMS && !half.rows().shape().checksumsComparable()) {
                depth = Depth.FULL;
                note =
                        "compared in full, since the documents' checksums are taken over columns that cannot be compared, or not over the key";
            }
            FirstLook look =
                    new FirstLook(half.rows(), depth, keysOf(half.rows().shape()), tools.look());
            try (Cut cut = half.whole()) {
                progress.step(table + ": comparing " + depth.word());
                return look.at(cut, part);
            }
        }
    }

    /** Single keys have two second looks. */
    private Set<String> suspected() throws InterruptedException {
        SecondLook.Seen seen = judge(only);
        Set<String> suspects = new LinkedHashSet<>(seen.differing().keySet());
        suspects.addAll(seen.changing());
        return suspects;
    }

    private void lookAgain(Set<String> suspects) throws InterruptedException {
        changing = suspects;
        for (int look = 2; look <= tools.properties().looks() && !changing.isEmpty(); look++) {
            progress.rest(tools.properties().secondLook());
            SecondLook.Seen seen = judge(changing);
            differing.putAll(seen.differing());
            changing = seen.changing();
        }
    }

    private SecondLook.Seen judge(Collection<String> ids) throws InterruptedException {
        progress.step(table + ": looking again at " + ids.size() + " keys");
        try (Cut cut = tools.cuts().open(table)) {
            meet(cut.shape());
            return new SecondLook(cut, keysOf(cut.shape())).at(ids);
        }
    }

    private void meet(TableShape seen) {
        shape = seen;
    }

    private Keys keysOf(TableShape seen) {
        Keys known = keys;
        if (known == null) {
            known = new Keys(seen);
            keys = known;
        }
        return known;
    }

    private void explain() throws InterruptedException {
        TableShape known = shape;
        if (known != null) {
            findings = tools.explainer().explain(known, differing);
        }
    }

    private void repairAll() throws InterruptedException {
        TableShape known = shape;
        if (known == null) {
            return;
        }
        String refusal = tools.repairs().refusal(known);
        if (refusal == null
                && only.isEmpty()
                && findings.size() > tools.properties().repairLimit()) {
            refusal = "there are over " + tools.properties().repairLimit()
                    + " differences, which has another cause (afterimage.reconciler.repair-limit)";
        }
        if (refusal != null) {
            String why = refusal;
            findings = findings.stream()
                    .map(finding -> finding.repaired(RepairState.REFUSED, why))
                    .toList();
            return;
        }
        try {
            repair(known);
        } catch (Ending e) {
            throw e;
        } catch (RuntimeException e) {
            // The findings stand, whatever became of the repair.
            LOG.warn("The repair of {} failed", table, e);
            String why = "the repair failed: " + e.getMessage();
            findings = findings.stream()
                    .map(finding ->
                            finding.repair() == RepairState.NONE ? finding.repaired(RepairState.FAILED, why) : finding)
                    .toList();
        }
    }

    private void repair(TableShape known) throws InterruptedException {
        progress.step(table + ": repairing " + findings.size() + " keys");
        List<Repairs.Key> wanted = new ArrayList<>();
        Set<String> without = new LinkedHashSet<>();
        try (Cut cut = tools.cuts().open(table)) {
            for (Finding finding : findings) {
                List<List<@Nullable String>> key = keysOf(known).of(List.of(finding.id()), cut.documents());
                if (key.isEmpty()) {
                    without.add(finding.id());
                } else {
                    wanted.add(new Repairs.Key(finding.id(), key.getFirst()));
                }
            }
        }
        Map<String, Outcome> outcomes = tools.repairs().repair(known, wanted);
        SecondLook.Seen after = judge(wanted.stream().map(Repairs.Key::id).toList());
        findings = findings.stream()
                .map(finding -> without.contains(finding.id())
                        ? finding.repaired(RepairState.REFUSED, "no key makes this id: delete the document by hand")
                        : verdict(finding, outcomes.get(finding.id()), after))
                .toList();
    }

    private static Finding verdict(Finding finding, @Nullable Outcome outcome, SecondLook.Seen after) {
        if (after.changing().contains(finding.id())) {
            // The repair itself has a position before this look's, so that it was not the repair that changed it.
            return finding.repaired(RepairState.OVERTAKEN, "the row changed meanwhile");
        }
        if (!after.differing().containsKey(finding.id())) {
            return finding.repaired(RepairState.REPAIRED, outcome == null ? "the indexer's answer was not seen" : null);
        }
        return finding.repaired(
                RepairState.FAILED,
                outcome == null
                        ? "the indexer did not answer in time"
                        : "the indexer answered " + outcome.result().name().toLowerCase(java.util.Locale.ROOT)
                                + (outcome.reason() == null ? "" : ": " + outcome.reason()));
    }

    private TableReport undone(RunState state, String reason) {
        if (!differing.isEmpty()) {
            // What stood at two looks is a difference, whatever failed after that.
            note = reason;
            findings = differing.entrySet().stream()
                    .map(entry -> new Finding(
                            entry.getKey(),
                            entry.getValue().kind(),
                            entry.getValue().columns(),
                            "unknown",
                            "not explained: " + reason,
                            RepairState.NONE,
                            null))
                    .toList();
            return report(RunState.DIFFERENT);
        }
        TableShape known = shape;
        return TableReport.without(
                table.toString(), known == null ? null : known.index(), state, depth, reason, from, Instant.now());
    }

    /** Differences that counts show and no key does. */
    private long uncounted(FirstLook.@Nullable Seen seen) {
        return asked == Depth.COUNTS && seen != null ? Math.abs(seen.rows() - seen.documents()) : 0;
    }

    private TableReport report(RunState least) {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        findings.forEach(finding -> counts.merge(finding.kind(), 1L, Long::sum));
        FirstLook.Seen seen = first;
        RunState state = least;
        if (!findings.isEmpty() || uncounted(seen) > 0) {
            state = RunState.DIFFERENT;
        } else if (!changing.isEmpty()) {
            state = RunState.INCONCLUSIVE;
            note = changing.size() + " keys changed at every look, so that nothing can be said of them";
        }
        TableShape known = shape;
        long rows = seen == null ? only.size() : seen.rows();
        return new TableReport(
                table.toString(),
                known == null ? null : known.index(),
                state,
                depth,
                seen == null ? null : seen.rows(),
                seen == null ? null : seen.documents(),
                seen == null ? 0 : seen.changed(),
                changing.size(),
                seen == null ? 0 : seen.moved(),
                counts,
                findings.stream()
                        .filter(finding -> finding.repair() == RepairState.REPAIRED)
                        .count(),
                Math.max(findings.size(), uncounted(seen)) <= tools.rules().tolerated(table, rows),
                known == null ? List.of() : known.notVerified(),
                note,
                from,
                Instant.now(),
                findings.stream().limit(tools.properties().keptFindings()).toList());
    }
}
