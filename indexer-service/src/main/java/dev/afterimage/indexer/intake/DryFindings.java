package dev.afterimage.indexer.intake;

import dev.afterimage.indexer.config.IndexerProperties;
import dev.afterimage.indexer.dryrun.HazardKind;
import dev.afterimage.indexer.dryrun.Hazards;
import dev.afterimage.indexer.dryrun.Overlay;
import dev.afterimage.indexer.dryrun.TableFinding;
import dev.afterimage.indexer.index.catalogue.IndexDraft;
import dev.afterimage.indexer.plan.PartitionLedger;
import dev.afterimage.indexer.plan.Settlement;
import dev.afterimage.indexer.plan.Ticket;
import dev.afterimage.indexer.status.Remedy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Takes the state of a worker after a dry run apart into findings. */
final class DryFindings {
    private final Worker worker;
    private final DrySink sink;
    private final Map<TopicPartition, Long> looked;
    private final Hazards hazards;
    private final IndexerProperties properties;

    DryFindings(
            Worker worker,
            DrySink sink,
            Map<TopicPartition, Long> looked,
            Hazards hazards,
            IndexerProperties properties) {
        this.worker = worker;
        this.sink = sink;
        this.looked = looked;
        this.hazards = hazards;
        this.properties = properties;
    }

    /** Notes partitions that stopped, and those that a flood of parked records would hold. */
    void noteStops() {
        for (PartitionWork work : worker.partitions().all()) {
            PartitionWork.Closed closed = work.closed();
            Ticket by = work.stoppedBy();
            if (closed != null && closed.stopped()) {
                hazards.note(
                        HazardKind.STOPS,
                        work.ledger().partition().topic(),
                        closed.category() + ": " + closed.reason(),
                        Remedy.of(closed.category()),
                        by == null
                                ? work.ledger().partition().toString()
                                : by.at().toString());
            }
            long parked = work.ledger().count(Settlement.PARKED);
            if (parked >= properties.breakerLeast()
                    && parked >= properties.breakerRatio() * work.ledger().consumed()) {
                hazards.note(
                        HazardKind.FLOOD,
                        work.ledger().partition().topic(),
                        "at least the share of afterimage.indexer.breaker-ratio of the records would be parked",
                        "mend what is named below as PARKED first",
                        work.ledger().partition() + ": " + parked + " of "
                                + work.ledger().consumed());
            }
        }
    }

    /** Every table met, by name; sources that share an index are one. */
    List<TableFinding> tables() {
        Map<String, List<Table>> byIndex = new TreeMap<>();
        for (Table table : worker.tables().all()) {
            byIndex.computeIfAbsent(table.name() + "\n" + table.index(), made -> new ArrayList<>())
                    .add(table);
        }
        return byIndex.values().stream().map(this::finding).toList();
    }

    private TableFinding finding(List<Table> same) {
        Table first = same.getFirst();
        List<String> topics =
                same.stream().map(Table::topic).distinct().sorted().toList();
        IndexDraft draft = sink.draft(first.index());
        Overlay.Counts counts = sink.overlay().counts(first.index());
        return new TableFinding(
                first.name(),
                topics,
                first.index(),
                draft == null || !draft.exists(),
                looked.entrySet().stream()
                        .filter(each -> topics.contains(each.getKey().topic()))
                        .mapToLong(Map.Entry::getValue)
                        .sum(),
                counts.documents(),
                counts.deleted(),
                settled(topics),
                draft == null ? Map.of() : draft.fields(),
                same.stream()
                        .flatMap(table -> table.diagnoses().stream())
                        .distinct()
                        .toList(),
                counts.sampleId());
    }

    private Map<String, Long> settled(List<String> topics) {
        List<PartitionLedger> ledgers = worker.partitions().all().stream()
                .map(PartitionWork::ledger)
                .filter(ledger -> topics.contains(ledger.partition().topic()))
                .toList();
        Map<String, Long> all = new LinkedHashMap<>();
        for (Settlement settlement : Settlement.values()) {
            all.put(
                    settlement.name().toLowerCase(Locale.ROOT),
                    ledgers.stream()
                            .mapToLong(ledger -> ledger.count(settlement))
                            .sum());
        }
        long held = ledgers.stream().mapToLong(PartitionLedger::held).sum();
        if (held > 0) {
            all.put("not decided", held);
        }
        return all;
    }
}
