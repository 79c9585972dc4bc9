package dev.afterimage.reconciler.doctor.check;

import dev.afterimage.cdc.key.IndexNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Is an index as the indexer needs it? Pure. */
public final class IndexCheck {
    private static final Duration USUAL_GC = Duration.ofSeconds(60);

    private IndexCheck() {}

    public static List<Finding> of(IndexFacts index) {
        List<Finding> findings = new ArrayList<>();
        if (!index.exists()) {
            findings.add(finding(
                    Severity.WARNING,
                    index,
                    "there is no such index, and the table has a topic",
                    "start the indexer, which makes it; its page names what keeps it from that"));
            return findings;
        }
        if (!index.aliases().contains(IndexNames.writeAlias(index.index()))) {
            findings.add(finding(
                    Severity.CRITICAL,
                    index,
                    "the alias " + IndexNames.writeAlias(index.index())
                            + " does not lead to it: the indexer cannot write",
                    "start the indexer again, which adds what an index lacks; or add the alias"));
        }
        if (!index.aliases().contains(IndexNames.liveAlias(index.index()))) {
            findings.add(finding(
                    Severity.WARNING,
                    index,
                    "the alias " + IndexNames.liveAlias(index.index())
                            + " does not lead to it: readers have nothing that hides tombstones",
                    "start the indexer again, which adds what an index lacks; or add the alias with its filter"));
        }
        Duration gc = index.gcDeletes();
        if (gc != null && gc.compareTo(USUAL_GC) < 0) {
            findings.add(finding(
                    Severity.WARNING,
                    index,
                    "index.gc_deletes is " + gc.toSeconds()
                            + " s: where documents are deleted rather than marked, an older event brings them back after that",
                    "set index.gc_deletes to 60s or more"));
        }
        if (index.blocked()) {
            findings.add(
                    finding(
                            Severity.CRITICAL,
                            index,
                            "it refuses writes (a block is set, by a full disk or by hand)",
                            "make room on the disk, then set index.blocks.read_only_allow_delete and index.blocks.write to null"));
        }
        return findings;
    }

    private static Finding finding(Severity severity, IndexFacts index, String what, String remedy) {
        return new Finding(severity, "index", index.index(), what, remedy);
    }
}
